import type { InboxBridge } from './contract/bridge.ts';
import { linePath, sessionPath } from './contract/frames.ts';
import { createWebBridge } from './web-line.ts';

/** The page's bridge in a browser, over one WebSocket to the host that served the page. */
export function connectWebBridge(): InboxBridge {
  const url = new URL(linePath, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return createWebBridge({
    dial: () => new WebSocket(url),
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
