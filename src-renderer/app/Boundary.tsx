import { CircleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Blank, Button } from '../components/index.ts';
import { t } from '../i18n/index.ts';

/** A part that breaks takes only itself down and says so; the stores and what is typed stay. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override readonly state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <div role="alert">
        <Blank
          icon={CircleAlert}
          title={t('app.crash.title')}
          text={t('app.crash.text')}
          action={<Button onClick={() => location.reload()}>{t('app.crash.action')}</Button>}
        />
      </div>
    );
  }
}
