import { useState } from 'react';
import { interactiveLimits as limits } from '../../../src-main/domain/outgoing-interactive.ts';
import { Field } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Builder.module.css';
import type { FormProps } from './BuilderDialog.tsx';
import { orNull } from './card.ts';
import { Limited, LimitedArea } from './Fields.tsx';
import { BuilderFrame } from './Frame.tsx';

/** A text with one button that opens an address. */
export function LinkForm({ conversationId, onClose }: FormProps) {
  const [body, setBody] = useState('');
  const [title, setTitle] = useState('');
  const [url, setUrl] = useState('');
  const [header, setHeader] = useState('');
  const [footer, setFooter] = useState('');
  const content = { type: 'link' as const, body: body.trim(), header: orNull(header), footer: orNull(footer), title: title.trim(), url: url.trim() };
  return (
    <BuilderFrame title={t('builder.link')} conversationId={conversationId} onClose={onClose} content={content}>
      {(errorOf) => (
        <>
          <LimitedArea label={t('builder.body')} value={body} onChange={setBody} limit={limits.body} error={errorOf('body')} />
          <div className={styles.pair}>
            <Limited label={t('builder.link.title')} value={title} onChange={setTitle} limit={limits.linkTitle} error={errorOf('title')} />
            <Field label={t('builder.link.url')} code type="url" autoComplete="off" placeholder="https://" value={url} error={errorOf('url')} onChange={(event) => setUrl(event.currentTarget.value)} />
          </div>
          <div className={styles.pair}>
            <Limited label={t('builder.header')} value={header} onChange={setHeader} limit={limits.header} error={errorOf('header')} optional />
            <Limited label={t('builder.footer')} value={footer} onChange={setFooter} limit={limits.footer} error={errorOf('footer')} optional />
          </div>
        </>
      )}
    </BuilderFrame>
  );
}
