import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import { checkOutgoing, type OutgoingProblem } from '../../../src-main/domain/outgoing.ts';
import type { FailureView, OutgoingContent } from '../../../src-preload/contract/index.ts';
import { Button, Dialog, Icon } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { sendBuilt } from '../../stores/builder.ts';
import { failureText } from '../../stores/failure-text.ts';
import { personName } from '../../stores/person-name.ts';
import { useThread } from '../../stores/thread/index.ts';
import styles from './Builder.module.css';

export interface BuilderFrameProps {
  readonly title: string;
  readonly conversationId: ConversationId;
  readonly onClose: () => void;
  /** What would be sent as the fields stand. */
  readonly content: OutgoingContent;
  /** Why that is not whole yet, before Meta's limits are asked. */
  readonly missing?: OutgoingProblem | null;
  /** Draws the fields; `errorOf` says what is wrong with one once sending was tried. */
  readonly children: (errorOf: (field: string) => string | undefined) => ReactNode;
}

/** What all builders share: the title, the way out, and sending only what WhatsApp takes. */
export function BuilderFrame({ title, conversationId, onClose, content, missing = null, children }: BuilderFrameProps) {
  const formId = useId();
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const person = useThread((thread) => thread.conversation?.person ?? null);
  const problem = missing ?? checkOutgoing(content);
  const shown = tried ? problem : null;
  const words = shown === null ? undefined : `${shown.message} ${shown.cure}`;
  const [claimed] = useState(() => new Set<string>());
  claimed.clear();
  const errorOf = (field: string): string | undefined => {
    claimed.add(field);
    return shown?.field === field ? words : undefined;
  };
  const fields = children(errorOf);

  const send = async (): Promise<void> => {
    setTried(true);
    if (problem !== null) {
      const form = document.getElementById(formId);
      requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setSending(true);
    const refused = await sendBuilt(conversationId, content);
    setSending(false);
    if (refused === null) onClose();
    else setFailure(refused);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      {...(person === null ? {} : { description: t('builder.to', { name: personName(person) }) })}
      closeLabel={t('app.close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>{t('app.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} disabled={sending} {...(problem === null ? {} : { 'aria-disabled': true })}>
            {t('composer.send')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {fields}
        {shown === null || claimed.has(shown.field) ? null : <p className={styles.problem} role="alert"><Icon of={CircleAlert} size="s" />{words}</p>}
        {failure === null ? null : <p className={styles.problem} role="alert"><Icon of={CircleAlert} size="s" />{failureText(failure)}</p>}
      </form>
    </Dialog>
  );
}
