import { createRoot } from 'react-dom/client';
import { connectBridge } from '../bridge/inbox.ts';
import { loadApp, startApp } from '../stores/app.ts';
import { startClock } from '../stores/clock.ts';
import { startComposer } from '../stores/composer/index.ts';
import { startConversations } from '../stores/conversations.ts';
import { startFeed } from '../stores/feed.ts';
import { startHealth } from '../stores/health/index.ts';
import { startThread } from '../stores/thread/index.ts';
import { restoreListWidth } from '../stores/ui.ts';
import '../styles/tokens.css';
import '../styles/base.css';
import { App } from './App.tsx';

/** The stores live as long as the page: what ends them is the page's own end. */
async function start(): Promise<void> {
  await connectBridge();
  restoreListWidth();
  startClock();
  startApp();
  startConversations();
  startThread();
  startComposer();
  startHealth();
  startFeed();
  void loadApp();
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no root element');
  createRoot(root).render(<App />);
}

void start();
