export { readGallery, readMoreOfGallery, setGalleryOpen, useGallery } from './gallery.ts';
export { isViewable, type MediaItem, mediaOf, saveName, saveUrl, viewableItems } from './items.ts';
export { nextSpeed, pausePlayer, seekTo, type Speed, togglePlay, usePlayer } from './player.ts';
export { fetchMedia } from './fetch-media.ts';
export { closeViewer, openItems, openViewer, stepViewer, useViewer } from './viewer.ts';
export { resampled } from './waveform.ts';
export { useWaveforms, wantWaveform } from './waveforms.ts';
