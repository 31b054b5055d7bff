export { MessageDetailsDialog } from './MessageDetailsDialog.tsx';
