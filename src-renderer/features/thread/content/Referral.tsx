import { Clapperboard, Image, Megaphone } from 'lucide-react';
import type { ReferralView } from '../../../../src-preload/contract/index.ts';
import { Icon } from '../../../components/index.ts';
import { t } from '../../../i18n/index.ts';
import styles from './Cards.module.css';
import { useLaneTab } from './lane-tab.ts';

/** The advertisement or post that the customer came from. Its picture stays with Meta: fetching it would tell who looks. */
export function Referral({ referral }: { readonly referral: ReferralView }) {
  const tabIndex = useLaneTab();
  const url = referral.sourceUrl === null ? null : URL.parse(referral.sourceUrl);
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  return (
    <span className={styles.card}>
      <span className={styles.cardIcon} data-large=""><Icon of={referral.mediaType === 'video' ? Clapperboard : referral.mediaType === 'image' ? Image : Megaphone} size="l" /></span>
      <span className={styles.cardText}>
        <span className={styles.kicker}><Icon of={Megaphone} size="s" />{t(sourceKey(referral.sourceType))}</span>
        {referral.headline === null ? null : <b dir="auto">{referral.headline}</b>}
        {referral.body === null ? null : <span className={styles.clamped} dir="auto">{referral.body}</span>}
        {referral.welcome === null ? null : <span className={styles.soft} dir="auto">{t('content.referral.welcome', { text: referral.welcome })}</span>}
        {isWeb ? <a href={url.href} target="_blank" rel="noopener noreferrer" data-host={url.host} tabIndex={tabIndex}>{url.host}</a> : null}
      </span>
    </span>
  );
}

function sourceKey(type: string | null) {
  if (type === 'ad') return 'content.referral.ad';
  return type === 'post' ? 'content.referral.post' : 'content.referral.other';
}
