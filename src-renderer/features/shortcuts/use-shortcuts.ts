import { useEffect } from 'react';
import { useApp } from '../../stores/app.ts';
import { useCommands } from '../../stores/commands.ts';
import { isMac } from '../../stores/key-names.ts';
import { useUi } from '../../stores/ui.ts';
import { findCommand, isSingleKey, strokeOf } from './keys.ts';

const SEQUENCE_MS = 1200;

/** Turns key presses into commands. Fields, menus and dialogs keep their own keys. */
export function useShortcuts(): void {
  useEffect(() => {
    let pending: readonly string[] = [];
    let forget: ReturnType<typeof setTimeout> | undefined;

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const stroke = strokeOf(event, isMac);
      if (stroke === null) return;
      const inText = isTextField(event.target);
      const inOverlay = useUi.getState().dialog !== null || isInOverlay(event.target);
      const singles = useApp.getState().settings?.singleKeyShortcuts ?? true;
      if (isSingleKey(stroke) && (inText || !singles)) return;
      const usable = useCommands.getState().commands.filter((command) => !inOverlay && (!inText || command.inText === true));
      const match = findCommand(usable, pending, stroke);
      clearTimeout(forget);
      pending = match.pending;
      if (pending.length > 0) {
        forget = setTimeout(() => {
          pending = [];
        }, SEQUENCE_MS);
      }
      if (match.command === null) return;
      event.preventDefault();
      match.command.run();
    }

    window.addEventListener('keydown', onKeyDown);
    return () => {
      clearTimeout(forget);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
}

function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"], [role="alertdialog"], [role="listbox"][data-open]') !== null;
}
