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

/** Up to three buttons under a text; the customer answers with one of them. */
export function ButtonsForm({ conversationId, onClose }: FormProps) {
  const [body, setBody] = useState('');
  const [header, setHeader] = useState('');
  const [footer, setFooter] = useState('');
  const [titles, setTitles] = useState<readonly string[]>(['', '']);
  const content = {
    type: 'buttons' as const,
    body: body.trim(),
    header: orNull(header),
    footer: orNull(footer),
    buttons: titles.map((title, index) => ({ id: `button-${index + 1}`, title: title.trim() })),
  };
  return (
    <BuilderFrame title={t('builder.buttons')} conversationId={conversationId} onClose={onClose} content={content}>
      {(errorOf) => (
        <>
          <LimitedArea label={t('builder.body')} value={body} onChange={setBody} limit={limits.body} error={errorOf('body')} />
          <fieldset className={styles.lines}>
            <legend>{t('builder.buttons.each')}</legend>
            {titles.map((title, index) => (
              <div key={index} className={styles.line}>
                <Limited
                  label={t('builder.buttons.one', { number: index + 1 })}
                  value={title}
                  onChange={(next) => setTitles(titles.with(index, next))}
                  limit={limits.buttonTitle}
                  error={errorOf(`buttons[${index}].title`)}
                />
                {titles.length === 1 ? null : (
                  <IconButton icon={X} size="small" label={t('builder.buttons.remove', { number: index + 1 })} onClick={() => setTitles(titles.toSpliced(index, 1))} />
                )}
              </div>
            ))}
            {titles.length >= limits.buttons ? (
              <p className={styles.note}>{t('builder.buttons.most')}</p>
            ) : (
              <span><Button size="small" onClick={() => setTitles([...titles, ''])}><Icon of={Plus} size="s" />{t('builder.buttons.add')}</Button></span>
            )}
          </fieldset>
          <div className={styles.pair}>
            <Limited label={t('builder.header')} value={header} onChange={setHeader} limit={limits.header} error={errorOf('header')} optional />
            <Limited label={t('builder.footer')} value={footer} onChange={setFooter} limit={limits.footer} error={errorOf('footer')} optional />
          </div>
        </>
      )}
    </BuilderFrame>
  );
}
