import { fakeInbox } from './fake-inbox.ts';

Object.defineProperty(window, 'inbox', { value: fakeInbox() });
