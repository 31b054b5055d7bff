import { Forward, Smartphone, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import { Icon, TextButton } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Bubble.module.css';
import { Choice, FormAnswers, Order, Permission, Product } from './content/Answers.tsx';
import { Contacts } from './content/Contacts.tsx';
import { DocumentTile } from './content/Document.tsx';
import { useLaneTab } from './content/lane-tab.ts';
import { Picture, Sticker, Video } from './content/Picture.tsx';
import { Place } from './content/Place.tsx';
import { Recording } from './content/Recording.tsx';
import { Referral } from './content/Referral.tsx';
import { InteractiveFoot, InteractiveHead, TemplateTag } from './content/Sent.tsx';
import { kindWords } from './kind-words.ts';
import { unsupportedWords } from './message-words.ts';
import { MessageText } from './MessageText.tsx';
import type { MessageActions, MessageRowProps } from './MessageRow.tsx';
import { Meta } from './Meta.tsx';
import { isKept, ownText } from './own-text.ts';
import { Quote } from './Quote.tsx';

/** What stands inside a bubble, from top to bottom: who and how, what it answers, its card, its words, time and tick. */
export function BubbleBody({ message, joins, unfolded, personName, actions }: MessageRowProps) {
  const meta = <Meta message={message} onEdited={actions.details} />;
  if (message.deleted !== null && !unfolded) return <Deleted message={message} meta={meta} actions={actions} />;
  const { content } = message;
  const text = ownText(message);
  return (
    <>
      <Top message={message} joins={joins} personName={personName} actions={actions} />
      <ContentCard message={message} meta={text === null ? meta : null} actions={actions} />
      {text === null ? (
        placesMeta(content.type) ? null : <div className={styles.metaLine}>{meta}</div>
      ) : (
        <div className={styles.words}>
          <MessageText text={text} meta={meta} unfolded={unfolded} onUnfold={() => actions.unfold(message)} />
        </div>
      )}
      {content.type === 'interactive' ? <InteractiveFoot interactive={content} /> : null}
    </>
  );
}

function Top({ message, joins, personName, actions }: Pick<MessageRowProps, 'message' | 'joins' | 'personName' | 'actions'>) {
  const named = message.author !== null && message.direction === 'in' && !joins;
  return (
    <>
      {named ? <p className={styles.author} dir="auto">{message.author}</p> : null}
      {message.deleted === null ? null : (
        <span className={styles.tag}><Icon of={Trash2} size="s" />{t(`content.deleted.${message.deleted.by}`)}</span>
      )}
      {message.forwarded === 'no' ? null : (
        <span className={styles.tag}>
          <Icon of={Forward} size="s" flips />
          {t(message.forwarded === 'often' ? 'thread.forwardedOften' : 'thread.forwarded')}
        </span>
      )}
      {message.source === 'phone_app' ? <span className={styles.tag}><Icon of={Smartphone} size="s" />{t('thread.phoneApp')}</span> : null}
      {message.referral === null ? null : <Referral referral={message.referral} />}
      {message.quote === null ? null : <Quote quote={message.quote} personName={personName} onJump={() => actions.jump(message)} />}
      {message.product === null ? null : <Product product={message.product} />}
    </>
  );
}

/** Kinds whose card has a place for time and tick. */
function placesMeta(type: MessageView['content']['type']): boolean {
  return type === 'image' || type === 'voice' || type === 'audio' || type === 'location' || type === 'unsupported';
}

function ContentCard({ message, meta, actions }: { readonly message: MessageView; readonly meta: ReactNode; readonly actions: MessageActions }) {
  const { content } = message;
  switch (content.type) {
    case 'text':
      return message.text === null ? <span className={styles.placeholder}>{kindWords(message.kind).words}</span> : null;
    case 'image':
      return <Picture message={message} media={content.media} meta={meta} />;
    case 'video':
      return <Video message={message} media={content.media} />;
    case 'sticker':
      return <Sticker message={message} media={content.media} />;
    case 'voice':
    case 'audio':
      return <Recording message={message} media={content.media} isVoice={content.type === 'voice'} meta={meta} />;
    case 'document':
      return <DocumentTile message={message} media={content.media} filename={content.filename} />;
    case 'location':
      return <Place location={content} meta={meta} />;
    case 'contacts':
      return <Contacts cards={content.cards} />;
    case 'choice':
      return <Choice choice={content} />;
    case 'form':
      return <FormAnswers form={content} />;
    case 'permission':
      return <Permission permission={content} />;
    case 'order':
      return <Order order={content} />;
    case 'template':
      return <TemplateTag template={content} />;
    case 'interactive':
      return <InteractiveHead interactive={content} />;
    case 'unsupported':
      return <Unsupported message={message} meta={meta} actions={actions} />;
    // Lines across the lane, which have no bubble.
    case 'call':
    case 'system':
      return null;
  }
}

/** A kind that cannot be shown: plain words, and the way to all that came. */
function Unsupported({ message, meta, actions }: { readonly message: MessageView; readonly meta: ReactNode; readonly actions: MessageActions }) {
  const tabIndex = useLaneTab();
  return (
    <div className={styles.placeholderLine}>
      <span className={styles.placeholder}>
        <Icon of={kindWords('unsupported').icon} size="s" />
        <span>
          {unsupportedWords(message)} <span aria-hidden="true">·</span>{' '}
          <TextButton tabIndex={tabIndex} data-primary="" onClick={() => actions.details(message)}>{t('thread.showRaw')}</TextButton>
        </span>
      </span>
      {meta}
    </div>
  );
}

function Deleted({ message, meta, actions }: { readonly message: MessageView; readonly meta: ReactNode; readonly actions: MessageActions }) {
  const tabIndex = useLaneTab();
  return (
    <div className={styles.placeholderLine}>
      <span className={styles.placeholder} data-quiet="">
        <Icon of={Trash2} size="s" />
        <span>
          {t(`content.deleted.${message.deleted?.by ?? 'in'}`)}
          {isKept(message) ? (
            <>
              {' '}<span aria-hidden="true">·</span>{' '}
              <TextButton tabIndex={tabIndex} data-primary="" onClick={() => actions.unfold(message)}>{t('content.deleted.show')}</TextButton>
            </>
          ) : null}
        </span>
      </span>
      {meta}
    </div>
  );
}
