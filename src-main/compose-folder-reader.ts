import type { FolderReader } from './commands/folder.ts';
import { doctorReport } from './core/doctor/report.ts';
import { exportHistory } from './core/export/export-history.ts';
import { createSecrets } from './core/secrets.ts';
import { WicketError } from './domain/errors.ts';
import type { ConnectionId } from './domain/ids.ts';
import type { Ports } from './ports.ts';
import { openStorageReader } from './storage/open-reader.ts';
import { parseBody, splitBody } from './wire/split.ts';

/** Opens a data folder for commands that only look: beside a running host, or alone. Throws what `openStorageReader` throws. */
export function openFolderReader({ clock, keyWrap, log, paths }: Pick<Ports, 'clock' | 'keyWrap' | 'log' | 'paths'>): FolderReader {
  const reader = openStorageReader({ folder: paths.data, log });
  return {
    firstConnection: () =>
      reader.snapshot(async (read) => {
        const [first] = await read.connections.list();
        return first === undefined
          ? null
          : { id: first.id, phoneNumberId: first.phone_number_id, wabaId: first.waba_id, phone: first.phone };
      }),
    appSecret: (connectionId) =>
      reader.snapshot(async (read) => {
        const secrets = await createSecrets({ storage: { read, write: readOnly }, keyWrap, clock });
        return secrets.get(connectionId as ConnectionId, 'app_secret');
      }),
    examine: () =>
      reader.snapshot(async (read) => {
        const secrets = await createSecrets({ storage: { read, write: readOnly }, keyWrap, clock });
        return doctorReport(await read.doctor.examine(), { readable: !(await secrets.hasWrongKey()) });
      }),
    exportHistory: (write) =>
      reader.snapshot((read) =>
        exportHistory(
          {
            history: read.historyExport,
            bodyOf: (deliveryId) => read.journal.body(deliveryId),
            itemOf: (body, ordinal) => splitBody(parseBody(body))[ordinal]?.value ?? null,
            now: clock.now(),
          },
          write,
        ),
      ),
    close: async () => reader.close(),
  };
}

async function readOnly(): Promise<never> {
  throw new WicketError('internal', { message: 'This folder is open for reading only.', cure: 'Use the running host.' });
}
