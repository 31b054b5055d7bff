import { ListChecks, MousePointerClick, PackageSearch, Phone, PhoneOff, ShoppingBag } from 'lucide-react';
import type { MessageContent, ProductView } from '../../../../src-preload/contract/index.ts';
import { Icon } from '../../../components/index.ts';
import { moment, money, t } from '../../../i18n/index.ts';
import { useClock } from '../../../stores/clock.ts';
import styles from './Cards.module.css';

type Of<T extends MessageContent['type']> = Extract<MessageContent, { type: T }>;

/** What the customer chose; the message that it answers is quoted above. */
export function Choice({ choice }: { readonly choice: Of<'choice'> }) {
  return (
    <span className={styles.answer}>
      <span className={styles.kicker}><Icon of={choice.how === 'list' ? ListChecks : MousePointerClick} size="s" />{t(`content.choice.${choice.how}`)}</span>
      <b dir="auto">{choice.title}</b>
      {choice.description === null ? null : <span className={styles.soft} dir="auto">{choice.description}</span>}
    </span>
  );
}

/** The answers of a form, one below the other. */
export function FormAnswers({ form }: { readonly form: Of<'form'> }) {
  return (
    <span className={styles.answer}>
      <span className={styles.kicker}><Icon of={ListChecks} size="s" /><span dir="auto">{form.name ?? t('content.form.unnamed')}</span></span>
      {form.fields.length === 0 && form.unreadable === null ? <span className={styles.soft}>{t('content.form.empty')}</span> : null}
      {form.fields.length === 0 ? null : (
        <dl className={styles.form}>
          {form.fields.map(({ label, value }, index) => (
            <div key={`${index + 1}-${label}`}>
              <dt dir="auto">{label}</dt>
              <dd dir="auto">{value === '' ? '–' : value}</dd>
            </div>
          ))}
        </dl>
      )}
      {form.unreadable === null ? null : (
        <>
          <span className={styles.soft}>{t('content.form.unreadable')}</span>
          <code className={styles.raw}>{form.unreadable}</code>
        </>
      )}
    </span>
  );
}

/** Whether the customer lets us call. */
export function Permission({ permission }: { readonly permission: Of<'permission'> }) {
  const now = useClock((clock) => clock.minuteNow);
  const { granted, until } = permission;
  const words = !granted ? t('content.permission.refused') : until === null ? t('content.permission.granted') : t('content.permission.until', { time: moment(until, now) });
  return <span className={styles.answerLine}><Icon of={granted ? Phone : PhoneOff} size="s" /><b>{words}</b></span>;
}

/** The lines of an order with their amounts, and the total in each currency. */
export function Order({ order }: { readonly order: Of<'order'> }) {
  const items = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <span className={styles.answer}>
      <span className={styles.kicker}><Icon of={ShoppingBag} size="s" />{t('content.order')} · {t('content.order.items', { count: items })}</span>
      <span className={styles.order} role="table" aria-label={t('content.order')}>
        {order.lines.map((line, index) => (
          <span key={`${index + 1}-${line.productId}`} className={styles.orderLine} role="row">
            <span role="cell" className={styles.quantity}>{t('content.order.quantity', { count: line.quantity })}</span>
            <span role="cell" className={styles.product}>
              <bdi>{line.productId}</bdi>
              {line.price === null || line.quantity === 1 ? null : <span className={styles.soft}>{t('content.order.each', { price: money(line.price, line.currency) })}</span>}
            </span>
            <span role="cell" className={styles.amount}>{line.price === null ? '–' : money(line.price * line.quantity, line.currency)}</span>
          </span>
        ))}
        {order.totals.map((total) => (
          <span key={total.currency} className={styles.orderTotal} role="row">
            <span role="cell">{t('content.order.total')}</span>
            <b role="cell" className={styles.amount}>{money(total.amount, total.currency)}</b>
          </span>
        ))}
      </span>
    </span>
  );
}

/** The product that a question is about. */
export function Product({ product }: { readonly product: ProductView }) {
  return (
    <span className={styles.card}>
      <span className={styles.cardIcon}><Icon of={PackageSearch} size="l" /></span>
      <span className={styles.cardText}>
        <span className={styles.kicker}>{t('content.product')}</span>
        <b>{t('content.product.id', { id: product.productId })}</b>
        {product.catalogId === null ? null : <span className={styles.soft}>{t('content.product.catalog', { id: product.catalogId })}</span>}
      </span>
    </span>
  );
}
