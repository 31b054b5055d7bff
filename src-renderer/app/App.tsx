import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { Unplug } from 'lucide-react';
import { Blank, Button, TooltipProvider } from '../components/index.ts';
import { direction, t } from '../i18n/index.ts';
import { loadApp, useApp } from '../stores/app.ts';
import { failureText } from '../stores/failure-text.ts';
import { Boundary } from './Boundary.tsx';
import { Frame } from './Frame.tsx';
import styles from './Frame.module.css';
import { useAppearance } from './use-appearance.ts';

export function App() {
  useAppearance();
  const phase = useApp((app) => app.phase);
  return (
    // The page's policy allows no inline style elements; positions are set by script.
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={direction}>
        <TooltipProvider delay={500}>
          <Boundary>{phase === 'ready' ? <Frame /> : phase === 'failed' ? <StartFailure /> : <div className={styles.start} aria-busy="true" />}</Boundary>
        </TooltipProvider>
      </DirectionProvider>
    </CSPProvider>
  );
}

function StartFailure() {
  const failure = useApp((app) => app.failure);
  return (
    <main className={styles.start} role="alert">
      <Blank
        icon={Unplug}
        title={t('app.start.title')}
        {...(failure === null ? {} : { text: failureText(failure) })}
        action={<Button variant="primary" onClick={() => void loadApp()}>{t('app.tryAgain')}</Button>}
      />
    </main>
  );
}
