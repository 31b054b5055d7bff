import { CircleAlert, Mic, MicOff, Pause, Play, Square, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button, Icon, IconButton, Keys } from '../../components/index.ts';
import { playTime, t } from '../../i18n/index.ts';
import { useComposer } from '../../stores/composer/index.ts';
import { failureText } from '../../stores/failure-text.ts';
import { barsOf, useRecorder } from '../../stores/recorder/index.ts';
import styles from './RecorderBar.module.css';

const BARS = 64;

/** A voice note from the first word to Send. Esc throws it away, Enter stops to listen first, and then sends. */
export function RecorderBar() {
  const phase = useRecorder((state) => state.phase);
  const bar = useRef<HTMLDivElement>(null);
  const actions = useRecorder.getState();
  useEffect(() => bar.current?.focus(), [phase]);
  const isLive = phase === 'recording' || phase === 'paused';

  const discard = (): void => {
    actions.discard();
    useComposer.getState().askFocus();
  };
  const send = async (): Promise<void> => {
    await actions.send();
    if (useRecorder.getState().phase === 'idle') useComposer.getState().askFocus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const onButton = event.target instanceof HTMLElement && event.target.closest('button') !== null;
    if (event.key === 'Escape') discard();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
    else if (event.key === 'Enter' && !onButton && isLive) void actions.stop();
    else if (event.key === 'Enter' && !onButton && phase === 'listening') void send();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (phase === 'failed') return <Failed onClose={discard} />;
  return (
    <div ref={bar} className={styles.bar} role="group" aria-label={t('recorder.label')} tabIndex={-1} onKeyDown={onKeyDown}>
      <IconButton icon={Trash2} label={t('recorder.discard')} keys={['Esc']} onClick={discard} />
      {phase === 'listening' || phase === 'sending' ? <Listen /> : <Live />}
      <span className={styles.buttons}>
        {phase === 'recording' ? <IconButton icon={Pause} label={t('recorder.pause')} onClick={actions.pause} /> : null}
        {phase === 'paused' ? <IconButton icon={Mic} label={t('recorder.resume')} onClick={actions.resume} /> : null}
        {isLive ? <IconButton icon={Square} label={t('recorder.stop')} keys={['↵']} onClick={() => void actions.stop()} /> : null}
        <Button variant="primary" disabled={phase === 'asking' || phase === 'converting' || phase === 'sending'} onClick={() => void send()}>
          {t('composer.send')}
          <Keys keys={phase === 'listening' ? ['↵'] : ['Ctrl', '↵']} />
        </Button>
      </span>
      <Problem />
    </div>
  );
}

/** Red dot, time and waveform while it records. */
function Live() {
  const phase = useRecorder((state) => state.phase);
  const lengthMs = useRecorder((state) => state.lengthMs);
  const levels = useRecorder((state) => state.levels);
  return (
    <>
      <span className={styles.dot} data-on={phase === 'recording'} />
      <span className={styles.time}>{playTime(lengthMs)}</span>
      <Wave levels={levels.slice(-BARS)} from="end" />
      <span className="visually-hidden" role="status">{t(`recorder.phase.${phase}`)}</span>
      {phase === 'asking' || phase === 'converting' || phase === 'paused' ? <span className={styles.note}>{t(`recorder.phase.${phase}`)}</span> : null}
    </>
  );
}

/** The finished note, to be listened to. */
function Listen() {
  const url = useRecorder((state) => state.url);
  const lengthMs = useRecorder((state) => state.lengthMs);
  const levels = useRecorder((state) => state.levels);
  const phase = useRecorder((state) => state.phase);
  const share = useRecorder((state) => state.share);
  const sound = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [atMs, setAtMs] = useState(0);
  const toggle = (): void => {
    const element = sound.current;
    if (element === null) return;
    if (playing) element.pause();
    else void element.play();
  };
  return (
    <>
      <IconButton icon={playing ? Pause : Play} label={t(playing ? 'recorder.pausePlaying' : 'recorder.listen')} onClick={toggle} />
      <span className={styles.time}>{playTime(playing || atMs > 0 ? atMs : lengthMs)}</span>
      <Wave levels={barsOf(levels, BARS)} from="start" playedShare={lengthMs === 0 ? 0 : atMs / lengthMs} />
      {phase === 'sending' ? <progress className={styles.progress} max={1} value={share} aria-label={t('attach.progress')} /> : null}
      <audio
        ref={sound}
        src={url ?? undefined}
        preload="auto"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAtMs(0)}
        onTimeUpdate={(event) => setAtMs(Math.round(event.currentTarget.currentTime * 1000))}
      >
        <track kind="captions" />
      </audio>
    </>
  );
}

/** Bars of loudness; while recording the newest stands at the end. */
function Wave({ levels, from, playedShare = 0 }: { readonly levels: readonly number[]; readonly from: 'start' | 'end'; readonly playedShare?: number }) {
  const shift = from === 'end' ? BARS - levels.length : 0;
  return (
    <svg className={styles.wave} viewBox={`0 0 ${BARS * 3} 28`} preserveAspectRatio="none" aria-hidden="true">
      {levels.map((level, index) => {
        const height = 2 + (level * 24) / 100;
        const place = index + shift;
        return <rect key={place} className={place / BARS < playedShare ? styles.played : undefined} x={place * 3} y={14 - height / 2} width={2} height={height} rx={1} />;
      })}
    </svg>
  );
}

function Problem() {
  const problem = useRecorder((state) => state.problem);
  if (problem === null) return null;
  return <p className={styles.problem} role="alert"><Icon of={CircleAlert} size="s" />{failureText(problem)}</p>;
}

/** No microphone, or nothing that can be sent: why, and what to do. */
function Failed({ onClose }: { readonly onClose: () => void }) {
  const microphone = useRecorder((state) => state.microphone);
  const problem = useRecorder((state) => state.problem);
  const conversationId = useRecorder((state) => state.conversationId);
  return (
    <div className={styles.failed} role="alert">
      <Icon of={MicOff} />
      <span className="grow">
        {microphone === null ? (problem === null ? null : failureText(problem)) : <><b>{t(`recorder.${microphone}`)}</b> {t(`recorder.${microphone}.cure`)}</>}
      </span>
      <Button size="small" onClick={() => (conversationId === null ? undefined : void useRecorder.getState().start(conversationId))}>{t('app.tryAgain')}</Button>
      <Button size="small" variant="quiet" onClick={onClose}>{t('app.cancel')}</Button>
    </div>
  );
}
