import { buildIfStale } from './build.ts';
import { endWithParent, runBuilt } from './built.ts';
import { electronProgram } from './electron-binary.ts';
import { childEnvironment, root, run } from './run.ts';

/** Runs the product: the desktop app where that is possible, else the headless host. Words are passed on. */
export async function main(words: readonly string[]): Promise<number> {
  if (!(await buildIfStale())) return 1;
  const electron = words.includes('--headless') ? { program: null, reason: null } : await electronProgram();
  if (electron.program !== null) {
    // Chromium's own sandbox refuses to run as root; everybody else keeps it.
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    endWithParent();
    const { code } = await run(electron.program, [...asRoot, root, ...words], { env: childEnvironment() });
    return code;
  }
  if (electron.reason !== null) console.error(`${electron.reason} Wicket runs as a headless host instead: open the address below in your browser.`);
  return runBuilt(
    'headless',
    words.filter((word) => word !== '--headless'),
  );
}
