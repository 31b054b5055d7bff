import type { App, Session, WebContents } from 'electron';

/** The page's own scheme and origin. */
export const pageScheme = 'wicket';
export const pageOrigin = 'wicket://app';

/** Permissions that our own page may have; every other one is refused, for everybody. */
const ownPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications']);

/** Whether an address is the page's own. */
export function isOwnPage(address: string): boolean {
  try {
    const { protocol, host } = new URL(address);
    return protocol === `${pageScheme}:` && host === 'app';
  } catch {
    return false;
  }
}

/** Whether an address may be handed to the system: web pages, mail and phone, and nothing that starts a program or opens a file. */
export function mayOpenOutside(address: string): boolean {
  try {
    const url = new URL(address);
    if (url.username !== '' || url.password !== '') return false;
    return ['https:', 'http:', 'mailto:', 'tel:'].includes(url.protocol);
  } catch {
    return false;
  }
}

/** Only our own page, in a main frame, may call. */
export function mayCall(frame: { readonly url: string; readonly parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}

/** `media`: what is to be captured, where that is what is asked for. The microphone is for voice notes; the camera is for nobody. */
export function mayHavePermission(permission: string, requestingOrigin: string, media: readonly string[] = []): boolean {
  if (!isOwnPage(requestingOrigin)) return false;
  if (permission === 'media') return media.length > 0 && media.every((one) => one === 'audio');
  return ownPermissions.has(permission);
}

/** Locks every window that is ever made: no navigation, no new windows, no webview, permissions by origin. */
export function secure(app: App, session: Session, openOutside: (address: string) => void): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(mayHavePermission(permission, details.requestingUrl, 'mediaTypes' in details ? details.mediaTypes : []));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, { mediaType }) =>
    mayHavePermission(permission, requestingOrigin, mediaType === undefined ? [] : [mediaType]),
  );
  session.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_event, contents) => lock(contents, openOutside));
}

function lock(contents: WebContents, openOutside: (address: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) openOutside(url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
