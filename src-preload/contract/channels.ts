/** Names of the desktop's two channels: one for calls, one for events. */
export const callChannel = 'wicket:call';
export const eventChannel = 'wicket:event';
