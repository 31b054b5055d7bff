import { useEffect } from 'react';
import { direction, locale } from '../i18n/index.ts';
import { useApp } from '../stores/app.ts';
import { setLayout } from '../stores/ui.ts';

/** Carries theme, contrast, density, language and direction to the root element. */
export function useAppearance(): void {
  const theme = useApp((app) => app.settings?.theme ?? 'system');
  const contrast = useApp((app) => app.settings?.contrast ?? 'system');
  const density = useApp((app) => app.settings?.density ?? 'comfortable');
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
    if (contrast === 'system') delete dataset['contrast'];
    else dataset['contrast'] = contrast;
    dataset['density'] = density;
  }, [theme, contrast, density]);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = direction;
  }, []);
}

/** From here on the context panel stands beside the thread (CSS pixels of the window). */
const WIDE = '(min-width: 1180px)';
/** From here on list and thread stand side by side. */
const MEDIUM = '(min-width: 900px)';

/** Tells the stores how much fits side by side. */
export function useLayoutWatch(): void {
  useEffect(() => {
    const wide = matchMedia(WIDE);
    const medium = matchMedia(MEDIUM);
    const tell = (): void => setLayout(wide.matches ? 'wide' : medium.matches ? 'medium' : 'narrow');
    tell();
    wide.addEventListener('change', tell);
    medium.addEventListener('change', tell);
    return () => {
      wide.removeEventListener('change', tell);
      medium.removeEventListener('change', tell);
    };
  }, []);
}
