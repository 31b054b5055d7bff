/** Numbers that both sides need. The page reads them from here: schemas, and the code that compiles them, stay out of its bundle. */

/** Most files that a draft holds. */
export const MAX_ATTACHMENTS = 30;
