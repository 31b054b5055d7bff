import { app } from './en/app.ts';
import { attach } from './en/attach.ts';
import { builder } from './en/builder.ts';
import { closing } from './en/closing.ts';
import { composer } from './en/composer.ts';
import { connection } from './en/connection.ts';
import { content } from './en/content.ts';
import { context } from './en/context.ts';
import { emoji } from './en/emoji.ts';
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
  ...attach,
  ...builder,
  ...closing,
  ...composer,
  ...connection,
  ...content,
  ...context,
  ...emoji,
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
