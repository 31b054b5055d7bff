import { ExternalLink, LayoutTemplate, List, MapPin, Reply } from 'lucide-react';
import type { MessageContent } from '../../../../src-preload/contract/index.ts';
import { Icon } from '../../../components/index.ts';
import { languageName, t } from '../../../i18n/index.ts';
import styles from './Cards.module.css';
import { useLaneTab } from './lane-tab.ts';

type Interactive = Extract<MessageContent, { type: 'interactive' }>;
type Template = Extract<MessageContent, { type: 'template' }>;

/** Name and language of a template, as a small line above its words. */
export function TemplateTag({ template }: { readonly template: Template }) {
  return (
    <span className={styles.tag}>
      <Icon of={LayoutTemplate} size="s" />
      <bdi>{template.name}</bdi>
      {template.language === null ? null : <><span aria-hidden="true">·</span><span>{languageName(template.language)}</span></>}
    </span>
  );
}

export function InteractiveHead({ interactive }: { readonly interactive: Interactive }) {
  return interactive.header === null ? null : <p className={styles.head} dir="auto">{interactive.header}</p>;
}

/** Footer, buttons, list rows or link, as the customer sees them. They do nothing here, except the link. */
export function InteractiveFoot({ interactive }: { readonly interactive: Interactive }) {
  const tabIndex = useLaneTab();
  const { footer, buttons, sections, link, how } = interactive;
  return (
    <>
      {footer === null ? null : <p className={styles.footer} dir="auto">{footer}</p>}
      {sections.length === 0 ? null : (
        <div className={styles.choices}>
          <span className={styles.kicker}><Icon of={List} size="s" />{t('content.interactive.list')}</span>
          {sections.map((section, index) => (
            <div key={`${index + 1}-${section.title ?? ''}`}>
              {section.title === null ? null : <b className={styles.sectionTitle} dir="auto">{section.title}</b>}
              <ul>
                {section.rows.map((row) => (
                  <li key={row.id}>
                    <span dir="auto">{row.title}</span>
                    {row.description === null ? null : <span className={styles.soft} dir="auto">{row.description}</span>}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
      {buttons.length === 0 && link === null && how !== 'location_request' ? null : (
        <div className={styles.actions} data-stacked={buttons.length > 2 || buttons.some(({ title }) => title.length > 14)} data-edge="">
          {buttons.map((button) => <span key={button.id}><Icon of={Reply} size="s" flips /><span dir="auto">{button.title}</span></span>)}
          {link === null ? null : <LinkButton title={link.title} url={link.url} tabIndex={tabIndex} />}
          {how === 'location_request' ? <span><Icon of={MapPin} size="s" />{t('content.interactive.location_request')}</span> : null}
        </div>
      )}
    </>
  );
}

function LinkButton({ title, url, tabIndex }: { readonly title: string; readonly url: string; readonly tabIndex: 0 | -1 }) {
  const parsed = URL.parse(url);
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) {
    return <span><Icon of={ExternalLink} size="s" /><span dir="auto">{title}</span></span>;
  }
  return (
    <a href={parsed.href} target="_blank" rel="noopener noreferrer" data-host={parsed.host} tabIndex={tabIndex}>
      <Icon of={ExternalLink} size="s" /><span dir="auto">{title}</span>
    </a>
  );
}
