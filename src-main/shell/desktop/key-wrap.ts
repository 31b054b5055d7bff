import type { SafeStorage } from 'electron';
import { WicketError } from '../../domain/errors.ts';
import type { KeyWrap } from '../../ports.ts';

type Keychain = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'>;

/** Wraps the folder's key with the system's keychain. Usable once the app is ready. */
export function createKeychainWrap(keychain: Keychain): KeyWrap {
  const unavailable = (cause?: unknown): WicketError =>
    new WicketError('secret_unreadable', {
      message: "The system's keychain cannot be used.",
      cure: 'Unlock it (on Linux install and start a secret service such as GNOME Keyring), then start Wicket again.',
      ...(cause === undefined ? {} : { cause }),
    });
  return {
    kind: 'keychain',
    wrap: async (key) => {
      if (!(await keychain.isAsyncEncryptionAvailable())) throw unavailable();
      return new Uint8Array(await keychain.encryptStringAsync(Buffer.from(key).toString('base64')));
    },
    unwrap: async (wrapped) => {
      if (!(await keychain.isAsyncEncryptionAvailable())) throw unavailable();
      try {
        const { result } = await keychain.decryptStringAsync(Buffer.from(wrapped));
        return new Uint8Array(Buffer.from(result, 'base64'));
      } catch (cause) {
        throw new WicketError('secret_unreadable', { cause });
      }
    },
  };
}
