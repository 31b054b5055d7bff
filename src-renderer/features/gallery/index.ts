export { GalleryDialog } from './GalleryDialog.tsx';
export { SharedMedia } from './SharedMedia.tsx';
