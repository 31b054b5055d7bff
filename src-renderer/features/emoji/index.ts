export { EmojiPicker } from './EmojiPicker.tsx';
export { ReactionPicker } from './ReactionPicker.tsx';
