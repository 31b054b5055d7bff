import { fileRules } from '../../../src-main/domain/media-rules.ts';
import type { FileGrant } from '../../../src-preload/contract/index.ts';
import type { PickedFile } from './store.ts';

/** WhatsApp itself shows no more of a picture than this. */
const LONGEST_SIDE = 4096;
const SMALLEST_SIDE = 320;
const qualities = [0.92, 0.85, 0.78, 0.7] as const;
const SHRINK_BY = 0.75;

/** Sizes at which a picture is tried, longest side first; pixels. */
export function sidesToTry(width: number, height: number): readonly { readonly width: number; readonly height: number }[] {
  const longest = Math.max(width, height);
  const sides: { width: number; height: number }[] = [];
  for (let side = Math.min(longest, LONGEST_SIDE); side >= Math.min(longest, SMALLEST_SIDE); side = Math.floor(side * SHRINK_BY)) {
    const scale = side / longest;
    sides.push({ width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) });
    if (side <= 1) break;
  }
  return sides;
}

/** The name of the picture that was made anew as JPEG. */
export function jpegName(name: string): string {
  const dot = name.lastIndexOf('.');
  return `${dot > 0 ? name.slice(0, dot) : name}.jpg`;
}

/** Draws a picture anew as JPEG that WhatsApp takes: quality goes first, then size. Null when the browser cannot read it. */
export async function shrinkPicture(file: FileGrant): Promise<PickedFile | null> {
  const image = new Image();
  image.src = file.url;
  try {
    await image.decode();
  } catch {
    return null;
  }
  for (const { width, height } of sidesToTry(image.naturalWidth, image.naturalHeight)) {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (context === null) return null;
    // JPEG knows no transparency; without paper it would turn black.
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    for (const quality of qualities) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
      if (blob !== null && blob.size <= fileRules.image.maxBytes) return new File([blob], jpegName(file.name), { type: 'image/jpeg' });
    }
  }
  return null;
}
