import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { interactiveLimits as limits } from '../../../src-main/domain/outgoing-interactive.ts';
import { Button, Icon, IconButton } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Builder.module.css';
import type { FormProps } from './BuilderDialog.tsx';
import { orNull } from './card.ts';
import { Limited, LimitedArea } from './Fields.tsx';
import { BuilderFrame } from './Frame.tsx';
import { addRow, addSection, changeRow, type ListSection, newSection, removeRow, rowCount, toSections } from './list-sections.ts';

/** A button that opens a list of up to ten rows, of which the customer chooses one. */
export function ListForm({ conversationId, onClose }: FormProps) {
  const [body, setBody] = useState('');
  const [button, setButton] = useState('');
  const [header, setHeader] = useState('');
  const [footer, setFooter] = useState('');
  const [sections, setSections] = useState<readonly ListSection[]>(() => [newSection()]);
  const rows = rowCount(sections);
  const content = {
    type: 'list' as const,
    body: body.trim(),
    header: orNull(header),
    footer: orNull(footer),
    button: button.trim(),
    sections: toSections(sections),
  };
  return (
    <BuilderFrame title={t('builder.list')} conversationId={conversationId} onClose={onClose} content={content}>
      {(errorOf) => (
        <>
          <LimitedArea label={t('builder.body')} value={body} onChange={setBody} limit={limits.listBody} error={errorOf('body')} />
          <Limited label={t('builder.list.button')} value={button} onChange={setButton} limit={limits.listButton} error={errorOf('button')} />
          {sections.map((section, place) => (
            <div key={section.key} className={styles.section}>
              {sections.length > 1 || section.title !== '' ? (
                <Limited
                  label={t('builder.list.section', { number: place + 1 })}
                  value={section.title}
                  onChange={(title) => setSections(sections.with(place, { ...section, title }))}
                  limit={limits.sectionTitle}
                  error={errorOf(`sections[${place}].title`)}
                />
              ) : null}
              {section.rows.map((row, index) => (
                <div key={row.key} className={styles.row}>
                  <Limited
                    label={t('builder.list.row', { number: index + 1 })}
                    value={row.title}
                    onChange={(title) => setSections(changeRow(sections, row.key, { title }))}
                    limit={limits.rowTitle}
                    error={errorOf(`sections[${place}].rows[${index}].title`)}
                  />
                  <Limited
                    label={t('builder.list.description')}
                    value={row.description}
                    onChange={(description) => setSections(changeRow(sections, row.key, { description }))}
                    limit={limits.rowDescription}
                    error={errorOf(`sections[${place}].rows[${index}].description`)}
                    optional
                  />
                  <IconButton icon={X} size="small" label={t('builder.list.removeRow', { number: index + 1 })} disabled={rows === 1} onClick={() => setSections(removeRow(sections, row.key))} />
                </div>
              ))}
              {rows >= limits.rows ? null : (
                <span><Button size="small" onClick={() => setSections(addRow(sections, section.key))}><Icon of={Plus} size="s" />{t('builder.list.addRow')}</Button></span>
              )}
            </div>
          ))}
          <p className={styles.note}>{t('builder.list.used', { count: rows, limit: limits.rows })}</p>
          {rows >= limits.rows ? null : (
            <span><Button size="small" onClick={() => setSections(addSection(sections))}><Icon of={Plus} size="s" />{t('builder.list.addSection')}</Button></span>
          )}
          <div className={styles.pair}>
            <Limited label={t('builder.header')} value={header} onChange={setHeader} limit={limits.header} error={errorOf('header')} optional />
            <Limited label={t('builder.footer')} value={footer} onChange={setFooter} limit={limits.footer} error={errorOf('footer')} optional />
          </div>
        </>
      )}
    </BuilderFrame>
  );
}
