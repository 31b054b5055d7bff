export { RecorderBar } from './RecorderBar.tsx';
