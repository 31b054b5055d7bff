import type { ReactionView } from '../../../src-preload/contract/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Bubble.module.css';

/** Reactions hang into the bubble at its inline start, several kinds side by side. */
export function Reactions({ reactions }: { readonly reactions: readonly ReactionView[] }) {
  return (
    <span className={styles.reactions}>
      {reactions.map((reaction) => (
        <span
          key={`${reaction.from}-${reaction.emoji}`}
          className={styles.reaction}
          role="img"
          aria-label={t(reaction.from === 'in' ? 'thread.reaction.in' : 'thread.reaction.out', { emoji: reaction.emoji })}
        >
          {reaction.emoji}
        </span>
      ))}
    </span>
  );
}
