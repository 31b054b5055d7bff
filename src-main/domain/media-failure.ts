/** Why a file of a message is not here (yet), as it is stored. */
export const mediaFailureCodes = [
  'no_source',
  'not_there',
  'gone',
  'refused',
  'foreign_address',
  'cut',
  'trouble',
  'too_large',
  'empty',
] as const;

export type MediaFailureCode = (typeof mediaFailureCodes)[number];

/** What happened and what to do, in words; an unknown code reads like trouble on the way. */
export function mediaFailureWords(code: string): { readonly message: string; readonly cure: string } {
  switch (code) {
    case 'no_source':
      return { message: 'WhatsApp did not hand this file over.', cure: 'Ask the customer to send it again.' };
    case 'not_there':
      return { message: 'WhatsApp says that it does not have this file.', cure: 'It is tried again by itself; else ask the customer to send it again.' };
    case 'gone':
      return { message: 'WhatsApp no longer has this file; it was never stored here.', cure: 'Ask the customer to send it again.' };
    case 'refused':
      return { message: 'WhatsApp does not give this file out.', cure: 'Check that the access token may read media, then try again.' };
    case 'foreign_address':
      return { message: 'The file lies at an address that is not one of WhatsApp, so it was not fetched.', cure: 'Ask the customer to send it again.' };
    case 'too_large':
      return { message: 'The file is larger than WhatsApp allows.', cure: 'Ask the customer to send it another way.' };
    case 'empty':
      return { message: 'The file came without any content.', cure: 'It is tried again by itself; else ask the customer to send it again.' };
    case 'cut':
      return { message: 'The line broke while the file was downloaded.', cure: 'Nothing to do: it is tried again by itself.' };
    default:
      return { message: 'WhatsApp could not give the file out just now.', cure: 'Nothing to do: it is tried again by itself.' };
  }
}
