import type { InboxBridge, Wire } from './contract/bridge.ts';
import type { FileGrant } from './contract/content.ts';
import { filesPath, linePath, sessionPath } from './contract/frames.ts';
import { refused } from './failures.ts';
import { createWebBridge, type PostFile } from './web-line.ts';

/** The page's bridge in a browser, over one WebSocket to the host that served the page. */
export function connectWebBridge(): InboxBridge {
  const url = new URL(linePath, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return createWebBridge({
    dial: () => new WebSocket(url),
    postFile,
    isSignedIn: async () => {
      const answer = await fetch(sessionPath, { method: 'GET', credentials: 'same-origin', cache: 'no-store' });
      return answer.status !== 401;
    },
    onWake: (wake) => {
      addEventListener('online', wake);
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') wake();
      });
    },
  });
}

/** `fetch` tells no progress of what it sends, so this is the older way. */
const postFile: PostFile = (file, name, signal, progress) =>
  new Promise<Wire<FileGrant>>((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${filesPath}?name=${encodeURIComponent(name.toWellFormed())}`);
    request.responseType = 'json';
    request.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type);
    request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      if (request.status === 200) resolve(request.response as Wire<FileGrant>);
      else resolve(refused(request.status === 401 ? 'session_expired' : 'bridge_lost'));
    };
    request.onerror = () => resolve(refused('bridge_lost'));
    request.onabort = () => resolve(refused('bridge_lost'));
    signal.addEventListener('abort', () => request.abort());
    // A `File` is read from disk as it leaves; anything else comes from memory.
    if (file instanceof Blob) request.send(file);
    else void file.arrayBuffer().then((bytes) => request.send(bytes), () => resolve(refused('bad_input')));
  });
