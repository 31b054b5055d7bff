import { fakeInbox } from './fake-inbox.ts';
import { withThreads } from './fake-thread.ts';

Object.defineProperty(window, 'inbox', { value: withThreads(fakeInbox()) });
