import { assertNever } from '../../src-main/domain/assert-never.ts';
import type { DeliveryState } from '../../src-main/domain/delivery.ts';
import { t } from '../i18n/index.ts';

/** Which shape the tick of a delivery state has. */
export function tickShape(state: DeliveryState): 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'unsure' {
  switch (state) {
    case 'queued':
    case 'sending':
      return 'queued';
    case 'accepted':
    case 'sent':
      return 'sent';
    case 'delivered':
      return 'delivered';
    case 'read':
    case 'played':
      return 'read';
    case 'failed':
    case 'cancelled':
      return 'failed';
    case 'unsure':
      return 'unsure';
    default:
      return assertNever(state);
  }
}

/** Its name for readers. */
export function tickLabel(state: DeliveryState): string {
  switch (state) {
    case 'queued':
      return t('tick.queued');
    case 'sending':
      return t('tick.sending');
    case 'accepted':
    case 'sent':
      return t('tick.sent');
    case 'delivered':
      return t('tick.delivered');
    case 'read':
      return t('tick.read');
    case 'played':
      return t('tick.played');
    case 'failed':
      return t('tick.failed');
    case 'cancelled':
      return t('tick.cancelled');
    case 'unsure':
      return t('tick.unsure');
    default:
      return assertNever(state);
  }
}
