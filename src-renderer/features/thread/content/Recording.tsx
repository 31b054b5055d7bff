import { Mic, Music, Pause, Play } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect } from 'react';
import type { MediaView, MessageView } from '../../../../src-preload/contract/index.ts';
import { Icon } from '../../../components/index.ts';
import { fileSize, playTime, t } from '../../../i18n/index.ts';
import { nextSpeed, resampled, seekTo, togglePlay, usePlayer, useWaveforms, wantWaveform } from '../../../stores/media/index.ts';
import { useLaneTab } from './lane-tab.ts';
import { MediaState } from './MediaState.tsx';
import styles from './Recording.module.css';

export interface RecordingProps {
  readonly message: MessageView;
  readonly media: MediaView | null;
  readonly isVoice: boolean;
  readonly meta: ReactNode;
}

const WIDTH = 188;
const HEIGHT = 28;
const STEP_MS = 5000;
const EVEN: readonly number[] = Array.from({ length: 46 }, () => 0);

/** A voice note or other recording: play, waveform, position, speed. It keeps playing when its bubble leaves the screen. */
export function Recording({ message, media, isVoice, meta }: RecordingProps) {
  const ready = media !== null && media.state === 'stored' && media.url !== null;
  return (
    <>
      {ready && media.url !== null ? <Player media={media} url={media.url} isVoice={isVoice} played={message.state === 'played'} meta={meta} /> : (
        <>
          <span className={styles.missing}>
            <span className={styles.play} data-off=""><Icon of={isVoice ? Mic : Music} /></span>
            <b>{t(isVoice ? 'kind.voice' : 'content.audio')}</b>
            {media?.durationMs === null || media === null ? null : <span>{playTime(media.durationMs)}</span>}
          </span>
          <MediaState media={media} layout="line" />
          <span className={styles.foot}>{meta}</span>
        </>
      )}
    </>
  );
}

function Player({ media, url, isVoice, played, meta }: { readonly media: MediaView; readonly url: string; readonly isVoice: boolean; readonly played: boolean; readonly meta: ReactNode }) {
  const { mediaId } = media;
  const tabIndex = useLaneTab();
  const isMine = usePlayer((player) => player.mediaId === mediaId);
  const playing = usePlayer((player) => player.mediaId === mediaId && player.playing);
  const positionMs = usePlayer((player) => (player.mediaId === mediaId ? player.positionMs : 0));
  const openedMs = usePlayer((player) => (player.mediaId === mediaId ? player.durationMs : null));
  const unplayable = usePlayer((player) => player.unplayable.has(mediaId));
  const speed = usePlayer((player) => player.speed);
  const lengthMs = openedMs ?? media.durationMs;
  const share = lengthMs === null || lengthMs === 0 ? 0 : Math.min(1, positionMs / lengthMs);
  const seek = (to: number): void => seekTo(mediaId, url, to, lengthMs);
  return (
    <>
      <span className={styles.voice}>
        <button
          type="button"
          className={styles.play}
          tabIndex={tabIndex}
          data-primary=""
          aria-label={t(playing ? 'content.voice.pause' : 'content.voice.play')}
          onClick={() => togglePlay(mediaId, url)}
        >
          <Icon of={playing ? Pause : Play} className={styles.solid} />
        </button>
        <Wave media={media} share={share} lengthMs={lengthMs} positionMs={positionMs} onSeek={seek} />
        {isMine ? (
          <button type="button" className={styles.speed} tabIndex={tabIndex} aria-label={t('content.voice.speed', { speed: String(speed) })} onClick={nextSpeed}>
            {t('content.voice.times', { speed: String(speed) })}
          </button>
        ) : (
          <span className={styles.kind} data-played={played}><Icon of={isVoice ? Mic : Music} size="s" /></span>
        )}
      </span>
      <span className={styles.foot} data-indent="">
        <span>
          {unplayable ? t('content.voice.unplayable') : null}
          {!unplayable && isMine ? `${playTime(positionMs)} / ${lengthMs === null ? '–' : playTime(lengthMs)}` : null}
          {!unplayable && !isMine ? (lengthMs === null ? (media.bytes === null ? '' : fileSize(media.bytes)) : playTime(lengthMs)) : null}
        </span>
        {meta}
      </span>
    </>
  );
}

interface WaveProps {
  readonly media: MediaView;
  readonly share: number;
  readonly lengthMs: number | null;
  readonly positionMs: number;
  readonly onSeek: (share: number) => void;
}

function Wave({ media, share, lengthMs, positionMs, onSeek }: WaveProps) {
  const tabIndex = useLaneTab();
  const computed = useWaveforms((waves) => waves.byMedia.get(media.mediaId));
  useEffect(() => {
    if (media.waveform === null) wantWaveform(media);
  }, [media]);
  const bars = resampled(media.waveform ?? computed ?? EVEN, EVEN.length);
  const pitch = WIDTH / bars.length;
  const length = lengthMs ?? 0;

  const onPointerDown = (event: PointerEvent<HTMLSpanElement>): void => {
    if (event.button !== 0) return;
    // Media controls run from left to right in every language.
    const box = event.currentTarget.getBoundingClientRect();
    onSeek((event.clientX - box.left) / box.width);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: STEP_MS, ArrowLeft: -STEP_MS }[event.key];
    if (step === undefined || length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek((positionMs + step) / length);
  };
  return (
    <span
      className={styles.wave}
      role="slider"
      tabIndex={tabIndex}
      aria-label={t('content.voice.position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(length / 1000)}
      aria-valuenow={Math.round(positionMs / 1000)}
      aria-valuetext={t('content.voice.of', { position: playTime(positionMs), length: playTime(length) })}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    >
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
        {bars.map((level, index) => {
          const height = Math.max(3, (level / 100) * HEIGHT);
          return (
            <rect
              key={`bar-${index + 1}`}
              data-played={share > 0 && (index + 0.5) / bars.length <= share}
              x={index * pitch}
              y={(HEIGHT - height) / 2}
              width={2.4}
              height={height}
              rx={1.2}
            />
          );
        })}
      </svg>
    </span>
  );
}
