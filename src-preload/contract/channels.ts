/** Names of the desktop's channels: calls, events, files. */
export const callChannel = 'wicket:call';
export const eventChannel = 'wicket:event';
/** Files go to the core in pieces: `begin` (name, type), `chunk` (id, bytes), `end` (id), `cancel` (id). */
export const filesChannel = 'wicket:files';
/** Largest piece, in bytes. */
export const mostChunkBytes = 512 * 1024;
