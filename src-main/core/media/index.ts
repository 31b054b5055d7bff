export type { Files, GrantedFile, ServedFile } from './files.ts';
export { createFiles } from './files.ts';
export { createMediaHandlers } from './handlers.ts';
export { createMediaJobs } from './jobs.ts';
export { createMediaStore } from './store.ts';
export type { MediaStore } from './store.ts';
export { createMediaSweep } from './sweep.ts';
export type { MediaJobs, MediaPause } from './types.ts';
