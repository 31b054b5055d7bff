import { z } from 'zod';

/** Loose schemas of Graph's answers: what is missing or new is normal, only what we use is named. */

const text = z.string().min(1);

/** Meta: "Error codes", shape of an error answer. With management calls `error_data` may be text. */
export const errorAnswer = z.looseObject({
  error: z.looseObject({
    code: z.coerce.number().int().optional().catch(undefined),
    error_subcode: z.coerce.number().int().optional().catch(undefined),
    message: z.string().optional().catch(undefined),
    error_user_title: z.string().optional().catch(undefined),
    error_user_msg: z.string().optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
    fbtrace_id: z.string().optional().catch(undefined),
    error_data: z
      .union([z.string(), z.looseObject({ details: z.string().optional().catch(undefined) })])
      .optional()
      .catch(undefined),
  }),
});
export type ErrorAnswer = z.infer<typeof errorAnswer>['error'];

/** Answer of a send. `contacts` may be missing altogether. */
export const sendAnswer = z.looseObject({
  messages: z.array(z.looseObject({ id: text, message_status: z.string().optional().catch(undefined) })).min(1),
  contacts: z
    .array(z.looseObject({ wa_id: text.optional().catch(undefined), user_id: text.optional().catch(undefined) }))
    .optional()
    .catch(undefined),
});

export const successAnswer = z.looseObject({ success: z.literal(true) });

export const phoneNumberAnswer = z.looseObject({
  display_phone_number: z.string().optional().catch(undefined),
  verified_name: z.string().optional().catch(undefined),
  quality_rating: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
  throughput: z.looseObject({ level: z.string().optional().catch(undefined) }).optional().catch(undefined),
});

export const uploadAnswer = z.looseObject({ id: z.coerce.string().min(1) });

/** Answer of a media look-up; the size is a number or text. */
export const mediaAnswer = z.looseObject({
  url: text,
  mime_type: z.string().optional().catch(undefined),
  sha256: z.string().optional().catch(undefined),
  file_size: z.coerce.number().int().nonnegative().optional().catch(undefined),
});

const userReason = z.looseObject({
  code: z.number().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  error_data: z.looseObject({ details: z.string().optional().catch(undefined) }).optional().catch(undefined),
});

/** Answer of blocking and unblocking; a refusal comes with it, beside Meta's error object. */
export const blockedUsers = z.looseObject({
  block_users: z
    .looseObject({ failed_users: z.array(z.looseObject({ errors: z.array(userReason).optional().catch(undefined) })).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
