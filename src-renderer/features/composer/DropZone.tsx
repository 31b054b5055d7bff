import { Paperclip } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ConversationView } from '../../../src-preload/contract/index.ts';
import { Icon } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { personName } from '../../stores/person-name.ts';
import { addFiles } from './add-files.ts';
import styles from './DropZone.module.css';

/** Takes files that are dropped anywhere on the conversation. It says to whom they would go; nothing is sent by dropping. */
export function DropZone({ conversation }: { readonly conversation: ConversationView }) {
  const here = useRef<HTMLSpanElement>(null);
  const [over, setOver] = useState(false);
  const { id } = conversation;
  useEffect(() => {
    const lane = here.current?.closest<HTMLElement>('[data-pane="thread"]');
    if (lane === null || lane === undefined) return;
    // Entering a child is told before leaving its parent, so the depth says whether the pointer is still inside.
    let depth = 0;
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setOver(true);
    };
    const hover = (event: DragEvent): void => {
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const leave = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      depth = 0;
      setOver(false);
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      addFiles(id, [...event.dataTransfer.files]);
    };
    lane.addEventListener('dragenter', enter);
    lane.addEventListener('dragover', hover);
    lane.addEventListener('dragleave', leave);
    lane.addEventListener('drop', drop);
    return () => {
      lane.removeEventListener('dragenter', enter);
      lane.removeEventListener('dragover', hover);
      lane.removeEventListener('dragleave', leave);
      lane.removeEventListener('drop', drop);
    };
  }, [id]);
  const name = personName(conversation.person);
  const { phone } = conversation.contact;
  return (
    <>
      <span ref={here} hidden />
      {over ? (
        <div className={styles.overlay} role="status">
          <div className={styles.card}>
            <Icon of={Paperclip} size="l" />
            <b>{t('drop.title')} <bdi>{name}</bdi>{phone === null || phone === name ? null : <>, <bdi className="tel">{phone}</bdi></>}</b>
            <span>{t('drop.text')}</span>
          </div>
        </div>
      ) : null}
    </>
  );
}
