import { app } from './en/app.ts';
import { closing } from './en/closing.ts';
import { composer } from './en/composer.ts';
import { connection } from './en/connection.ts';
import { content } from './en/content.ts';
import { context } from './en/context.ts';
import { errors } from './en/errors.ts';
import { firstRun } from './en/first-run.ts';
import { health } from './en/health.ts';
import { list } from './en/list.ts';
import { settings } from './en/settings.ts';
import { shortcuts } from './en/shortcuts.ts';
import { thread } from './en/thread.ts';
import { viewer } from './en/viewer.ts';
import { windowWords } from './en/window.ts';

/** English. One file a subject; keys are `subject.name`. */
export const en = {
  ...app,
  ...closing,
  ...composer,
  ...connection,
  ...content,
  ...context,
  ...errors,
  ...firstRun,
  ...health,
  ...list,
  ...settings,
  ...shortcuts,
  ...thread,
  ...viewer,
  ...windowWords,
} as const;
