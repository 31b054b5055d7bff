import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Far more than a tunnel opens, far less than a process may hold. */
const most = 1500;

/**
 * Beyond the limit the connection that has been idle longest is closed, so that a crowd that says nothing cannot keep a webhook out.
 * With every connection at work, the newest is closed.
 */
export function limitConnections(server: Server, limit = most): void {
  const idle = new Set<Socket>();
  let open = 0;

  server.on('connection', (socket: Socket) => {
    open += 1;
    idle.add(socket);
    socket.once('close', () => {
      open -= 1;
      idle.delete(socket);
    });
    if (open <= limit) return;
    for (const oldest of idle) {
      oldest.destroy();
      break;
    }
  });

  server.on('request', ({ socket }, response: ServerResponse) => {
    idle.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });
}
