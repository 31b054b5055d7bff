import type { DoctorReport } from '../core/doctor/report.ts';

/** A data folder opened for reading only: works beside a running host and alone. */
export interface FolderReader {
  firstConnection(): Promise<{ readonly id: number; readonly phoneNumberId: string; readonly wabaId: string; readonly phone: string } | null>;
  /** The stored app secret of a connection; null when there is none. Rejects with `secret_unreadable`. */
  appSecret(connectionId: number): Promise<string | null>;
  examine(): Promise<DoctorReport>;
  /** Gives the number of messages written. */
  exportHistory(write: (line: object) => Promise<void>): Promise<number>;
  close(): Promise<void>;
}
