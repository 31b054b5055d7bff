/** Puts a picture on the clipboard as PNG, the one type that every clipboard takes; false when that cannot be done. */
export async function copyPicture(image: HTMLImageElement): Promise<boolean> {
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d');
  if (context === null || canvas.width === 0) return false;
  context.drawImage(image, 0, 0);
  const png = new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture is too large')) : resolve(blob)), 'image/png');
  });
  return navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]).then(
    () => true,
    () => false,
  );
}
