import { createContext, useContext } from 'react';

/** Buttons and links inside a bubble can be reached by Tab only while their message has the lane's focus: the lane is one tab stop. */
export const LaneTab = createContext<0 | -1>(-1);

export function useLaneTab(): 0 | -1 {
  return useContext(LaneTab);
}
