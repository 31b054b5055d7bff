import { cutName, typeLetters } from './cut-name.ts';
import styles from './FileTile.module.css';

export interface FileTileProps {
  readonly name: string;
  readonly mime: string;
  /** Pages and size, in words. */
  readonly info: string;
}

/** A file: tile of its type, name cut in the middle so that its end stays visible, and what else is known. */
export function FileTile({ name, mime, info }: FileTileProps) {
  const { head, tail } = cutName(name);
  const letters = typeLetters(name, mime);
  return (
    <span className={styles.file}>
      <span className={styles.type} data-tone={toneOf(letters, mime)} aria-hidden="true">{letters}</span>
      <span className={styles.text}>
        <bdi className={styles.name} title={name}>
          <span className={styles.head}>{head}</span>
          <span className={styles.tail}>{tail}</span>
        </bdi>
        {info === '' ? null : <span className={styles.info}>{info}</span>}
      </span>
    </span>
  );
}

function toneOf(letters: string, mime: string): 'bad' | 'ok' | 'info' | 'warn' | 'plain' {
  if (letters === 'PDF') return 'bad';
  if (/^(XLSX?|CSV|ODS)$/.test(letters)) return 'ok';
  if (/^(DOCX?|ODT|RTF|TXT)$/.test(letters)) return 'info';
  if (/^(PPTX?|ODP|ZIP|RAR|7Z)$/.test(letters)) return 'warn';
  return mime.startsWith('image/') || mime.startsWith('video/') ? 'info' : 'plain';
}
