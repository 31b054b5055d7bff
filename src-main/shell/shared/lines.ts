import type { Socket } from 'node:net';

const maxLineChars = 8 * 1024 * 1024;

/** Calls `onLine` for every whole line; a line without an end is cut off at 8 million characters. */
export function readLines(socket: Socket, onLine: (line: string) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (piece: string) => {
    rest += piece;
    let end = rest.indexOf('\n');
    while (end >= 0) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      onLine(line);
      end = rest.indexOf('\n');
    }
    if (rest.length > maxLineChars) socket.destroy();
  });
}
