/** Words by error code where the page says more than the core does; every other failure brings its own sentence and cure. */
export const errors = {
  'error.bridge_lost': 'The connection to Wicket was lost. It reconnects by itself; what you typed is kept.',
} as const;
