import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { t } from '../i18n/index.ts';
import { LIST_WIDTH, setListWidth, useUi } from '../stores/ui.ts';
import styles from './Frame.module.css';

const STEP = 16;

/** The edge of the list: drag it, or move it with the arrow keys; a double click brings the normal width back. */
export function ListResizer() {
  const width = useUi((ui) => ui.listWidth);
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const sign = (): number => (document.documentElement.dir === 'rtl' ? -1 : 1);

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (from.current !== null) setListWidth(from.current.width + (event.clientX - from.current.x) * sign());
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    setListWidth(width + step * sign());
  }

  return (
    <div
      className={styles.resizer}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('app.resizeList')}
      aria-valuenow={width}
      aria-valuemin={LIST_WIDTH.min}
      aria-valuemax={LIST_WIDTH.max}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        from.current = null;
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
      onDoubleClick={() => setListWidth(LIST_WIDTH.normal)}
      onKeyDown={onKeyDown}
    />
  );
}
