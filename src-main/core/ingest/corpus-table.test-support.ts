/**
 * What each example body becomes, one word for each of its items: how a message is drawn and what stands beside it, which status or notice it was, or why it
 * is left out. A change of these lines is a change of what people see.
 */
export const corpus: Readonly<Record<string, string>> = {
  'botpress/bsuid-payload-test--status-payload--status-delivered.json':
    'status delivered (parked)',
  'botpress/echo-payload-test--realistic-text-echo--echo-text.json':
    'echo text',
  'chatwoot/incoming-message-service-spec--perform-params--messages-text.json':
    'text',
  'chatwoot/incoming-message-service-spec--perform-when-profile-name-is-available-for-contact-updates-d--messages-text.json':
    'text',
  'chatwoot/incoming-message-service-spec--perform-when-profile-name-is-available-for-contact-updates-u--messages-text-2.json':
    'text',
  'chatwoot/incoming-message-service-spec--perform-when-profile-name-is-available-for-contact-updates-u--messages-text.json':
    'text',
  'chatwoot/incoming-message-service-spec--perform-when-unsupported-message-types-ignores-type-ephemera--messages-ephemeral.json':
    'ignored: says_nothing',
  'chatwoot/incoming-message-service-spec--perform-when-unsupported-message-types-stores-type-unsupport--messages-unsupported.json':
    'unsupported without a word',
  'chatwoot/incoming-message-service-spec--perform-when-valid-attachment-message-params-creates-appropr--messages-image.json':
    'image',
  'chatwoot/incoming-message-service-spec--perform-when-valid-contact-message-params-creates-appropriat--messages-contacts.json':
    'contacts 2',
  'chatwoot/incoming-message-service-spec--perform-when-valid-interactive-message-params-creates-approp--messages-interactive-button-reply.json':
    'choice button',
  'chatwoot/incoming-message-service-spec--perform-when-valid-location-message-params-creates-appropria--messages-location.json':
    'location',
  'chatwoot/incoming-message-service-spec--perform-when-valid-location-message-params-truncates-long-fa--messages-location.json':
    'location',
  'chatwoot/incoming-message-service-spec--perform-when-valid-status-params-params--messages-text.json':
    'text',
  'chatwoot/incoming-message-service-spec--perform-when-valid-status-params-stores-bsuid-source-ids-fro--status-delivered.json':
    'status delivered',
  'chatwoot/incoming-message-service-spec--perform-when-valid-status-params-update-status-message-to-fa--status-failed-123.json':
    'status failed',
  'chatwoot/incoming-message-service-spec--perform-when-valid-status-params-update-status-message-to-re--status-read.json':
    'status read',
  'chatwoot/incoming-message-service-spec--perform-when-valid-template-button-message-params-creates-ap--messages-button.json':
    'choice template_button',
  'chatwoot/incoming-message-service-spec--perform-when-valid-text-message-params-backfills-contact-pho--messages-text-2.json':
    'text',
  'chatwoot/incoming-message-service-spec--perform-when-valid-text-message-params-backfills-contact-pho--messages-text.json':
    'text',
  'chatwoot/incoming-message-service-spec--perform-when-valid-text-message-params-links-phone-and-bsuid--messages-text-2.json':
    'text',
  'chatwoot/incoming-message-service-spec--perform-when-valid-text-message-params-links-phone-and-bsuid--messages-text.json':
    'text',
  'chatwoot/incoming-message-whatsapp-cloud-service--perform-params--messages-image.json':
    'image',
  'chatwoot/incoming-message-whatsapp-cloud-service--perform-when-bsuid-identifiers-are-present-links-phone-and-b--messages-text-2.json':
    'text',
  'chatwoot/incoming-message-whatsapp-cloud-service--perform-when-bsuid-identifiers-are-present-links-phone-and-b--messages-text.json':
    'text',
  'chatwoot/incoming-message-whatsapp-cloud-service--perform-when-invalid-attachment-message-params-error-params--messages-image.json':
    'image, failed',
  'chatwoot/incoming-message-whatsapp-cloud-service--perform-when-invalid-params-will-not-throw-error--malformed-no-entry.json':
    'ignored: empty',
  'chatwoot/incoming-message-whatsapp-cloud-service--perform-when-message-contains-referral-data-referral-params--messages-text.json':
    'text, referral',
  'chatwoot/incoming-message-whatsapp-cloud-service--perform-when-message-is-a-reply-has-context-reply-params--messages-text.json':
    'text, reply',
  'chatwoot/incoming-message-whatsapp-cloud-service--perform-when-whats-app-flow-nfm-reply-is-received-flow-param--messages-interactive-nfm-reply.json':
    'form of 2 fields',
  'chatwoot/whatsapp-events-job-spec--params--messages-empty-value.json':
    'ignored: empty',
  'chatwoot/whatsapp-events-job-spec--when-whatsapp-business-params-ignore-reaction-type-message-a--messages-reaction.json':
    'ignored: malformed',
  'chatwoot/whatsapp-events-job-spec--when-whatsapp-business-params-ignore-request-welcome-type-me--messages-request-welcome.json':
    'ignored: says_nothing',
  'chatwoot/whatsapp-events-job-spec--when-whatsapp-business-params-will-not-enque-whatsapp-incomi--messages-empty-value.json':
    'ignored: empty',
  'frappe-whatsapp/test-webhook--see-license-txt-test-update-message-status--status-delivered.json':
    'status delivered (parked)',
  'frappe-whatsapp/test-webhook--see-license-txt-test-update-message-status-without-conversat--status-sent.json':
    'status sent (parked)',
  'frappe-whatsapp/test-webhook--see-license-txt-test-update-status-template-status--message-template-status-update-approved.json':
    'notice message_template_status_update',
  'frappe-whatsapp/test-webhook--see-license-txt-test-webhook-creates-notification-log--messages-text.json':
    'text',
  'frappe-whatsapp/test-webhook--see-license-txt-test-webhook-post-button-message--messages-button.json':
    'choice template_button',
  'frappe-whatsapp/test-webhook--see-license-txt-test-webhook-post-reaction-message--messages-reaction.json':
    'reaction',
  'frappe-whatsapp/test-webhook--see-license-txt-test-webhook-post-reply-message--messages-text.json':
    'text, reply',
  'frappe-whatsapp/test-webhook--see-license-txt-test-webhook-post-status-update--status-read.json':
    'status read (parked)',
  'frappe-whatsapp/test-webhook--see-license-txt-test-webhook-post-text-message--messages-text.json':
    'text',
  'meta-openapi/business-messaging-api-v23-0--button-message.json':
    'choice template_button, reply',
  'meta-openapi/business-messaging-api-v23-0--contact-sharing-message.json':
    'contacts 1',
  'meta-openapi/business-messaging-api-v23-0--group-remove-participants.json':
    'notice group_participants_update',
  'meta-openapi/business-messaging-api-v23-0--image-message.json':
    'image',
  'meta-openapi/business-messaging-api-v23-0--interactive-button-reply-message.json':
    'choice button, reply',
  'meta-openapi/business-messaging-api-v23-0--interactive-list-reply-message.json':
    'choice list, reply',
  'meta-openapi/business-messaging-api-v23-0--location-message.json':
    'location',
  'meta-openapi/business-messaging-api-v23-0--order-message.json':
    'order of 2 lines',
  'meta-openapi/business-messaging-api-v23-0--reaction-message.json':
    'reaction',
  'meta-openapi/business-messaging-api-v23-0--system-message.json':
    'system number_changed',
  'meta-openapi/business-messaging-api-v23-0--text-message-from-click-to-whats-app-ad.json':
    'text, referral',
  'meta-openapi/business-messaging-api-v23-0--text-message-with-context-product-inquiry.json':
    'text, reply, product',
  'meta-openapi/business-messaging-api-v23-0--text-message.json':
    'text',
  'meta-openapi/business-messaging-api-v23-0--unsupported-message.json':
    'unsupported without a word',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-button-notification--messages-button.json':
    'choice template_button, reply',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-button-reply-notificatio--messages-interactive-button-reply.json':
    'choice button',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-contact-notification--messages-contacts.json':
    'contacts 1',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-flow-notification--messages-interactive-nfm-reply.json':
    'form of 2 fields',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-forwarded-notification--messages-text.json':
    'text, forwarded once',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-list-notification--messages-interactive-list-reply.json':
    'choice list',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-location-notification--messages-location.json':
    'location',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-marketing-status-notific--status-delivered.json':
    'status delivered (parked)',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-notification-with-bsuid--messages-text.json':
    'ignored: no_sender',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-reaction-notification--messages-reaction.json':
    'reaction',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-removed-reaction-notific--messages-reaction-removed.json':
    'reaction',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-service-status-notificat--status-delivered.json':
    'status delivered (parked)',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-status-conversation-init--status-read.json':
    'status read (parked)',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-status-notification--status-read.json':
    'status read (parked)',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-status-notification-with--status-delivered.json':
    'status delivered (parked)',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-status-notification-with--status-failed-131053.json':
    'status failed (parked)',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-status-with-pricing-noti--status-delivered.json':
    'status delivered (parked)',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-sticker-notification--messages-sticker.json':
    'sticker',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-a-text-notification--messages-text.json':
    'text',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-an-authentication-status-n--status-delivered.json':
    'status delivered (parked)',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-an-document-notification--messages-document.json':
    'document FILENAME',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-an-image-notification--messages-image.json':
    'image',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-an-order-notification--messages-order.json':
    'order of 2 lines',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-an-unknown-notification--messages-unknown.json':
    'unsupported unknown',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-an-utility-status-notifica--status-delivered.json':
    'status delivered (parked)',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-build-multiple-text-notification--messages-text.json':
    'text + text',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-can-keep-wa-id-priority-when-user-id--messages-text.json':
    'text',
  'netflie-whatsapp-cloud-api/notification-factory-test--test-build-from-payload-without-contact-profile-can-build-a--messages-text.json':
    'text',
  'piusalfred-whatsapp/business-test--test-defect001-template-status-update-nil-reason--message-template-status-update-approved.json':
    'notice message_template_status_update',
  'piusalfred-whatsapp/calls-test--test-call-recording-available-webhook-parsing--calls-call-recording-available.json':
    'call unknown',
  'piusalfred-whatsapp/listener-test--valid-webhook-body--messages-text.json':
    'text',
  'piusalfred-whatsapp/router-test--test-middleware-isolation-verification-does-not-leak-to-webh--messages-text.json':
    'text',
  'piusalfred-whatsapp/webhooks-test--fuzz-value-unmarshal--status-sent.json':
    'ignored: no_number',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-button-message--messages-button.json':
    'choice template_button, reply',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-button-reply--messages-interactive-button-reply.json':
    'choice button',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-deleted-message-unsupporte--messages-unsupported.json':
    'unsupported without a word',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-group-lifecycle-update--group-lifecycle-update.json':
    'notice group_lifecycle_update',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-group-settings-update--group-settings-update.json':
    'notice group_settings_update',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-group-status-update--group-status-update.json':
    'notice group_status_update',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-list-reply--messages-interactive-list-reply.json':
    'choice list',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-multiple-change-values--messages-text.json':
    'text + notice user_preferences',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-multiple-change-values1--messages-text.json':
    'text + location + reaction + sticker + notice user_preferences + notice user_preferences',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-multiple-messages--messages-text.json':
    'text + reaction',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-phone-number-settings-upda--account-settings-update-phone-number-set.json':
    'notice account_settings_update',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-product-inquiry--messages-text.json':
    'text, reply, product',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-referral-message--messages-text.json':
    'text, referral',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-status-sent--status-sent.json':
    'status sent (parked)',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-unrecognized-field--automatic-events-some-future-event.json':
    'notice automatic_events',
  'piusalfred-whatsapp/webhooks-test--test-listener-handle-notification-user-changed-number--messages-system-user-changed-number.json':
    'system number_changed',
  'pywa/account-update--account-deleted.json':
    'notice account_update',
  'pywa/account-update--account-offboarded.json':
    'notice account_update',
  'pywa/account-update--account-restriction.json':
    'notice account_update',
  'pywa/account-update--ad-account-linked.json':
    'notice account_update',
  'pywa/account-update--authentication-international-eligibility.json':
    'notice account_update',
  'pywa/account-update--mm-api-for-wa-terms-of-service.json':
    'notice account_update',
  'pywa/account-update--partner-added.json':
    'notice account_update',
  'pywa/account-update--partner-app-uninstalled.json':
    'notice account_update',
  'pywa/account-update--partner-removed.json':
    'notice account_update',
  'pywa/account-update--pricing-tiering-update.json':
    'notice account_update',
  'pywa/account-update--primary-business-location-set.json':
    'notice account_update',
  'pywa/call-connect--user-initiated.json':
    'call unknown',
  'pywa/call-permission-update--accept.json':
    'permission, reply',
  'pywa/callback-button--button.json':
    'choice button, reply',
  'pywa/callback-button--quick-reply-without-context.json':
    'choice template_button',
  'pywa/callback-button--quick-reply.json':
    'choice template_button, reply',
  'pywa/callback-selection--callback.json':
    'choice list, reply',
  'pywa/callback-selection--description.json':
    'choice list, reply',
  'pywa/deleted-message--revoke.json':
    'deletion (parked)',
  'pywa/flow-completion--completion.json':
    'form of 5 fields, reply',
  'pywa/flow-completion--without-flow-token.json':
    'form of 5 fields, reply',
  'pywa/message--animated-sticker.json':
    'sticker',
  'pywa/message--audio.json':
    'audio, forwarded once',
  'pywa/message--chosen-location.json':
    'location, forwarded once',
  'pywa/message--contacts.json':
    'contacts 3',
  'pywa/message--current-location.json':
    'location, forwarded once',
  'pywa/message--document.json':
    'document filename.pdf, forwarded once',
  'pywa/message--forwarded-many-times.json':
    'text, forwarded often',
  'pywa/message--forwarded.json':
    'text, forwarded once',
  'pywa/message--image.json':
    'image',
  'pywa/message--interactive-message-with-err.json':
    'unsupported interactive, reply + error messages.errors',
  'pywa/message--order.json':
    'order of 3 lines',
  'pywa/message--reaction.json':
    'reaction',
  'pywa/message--referral.json':
    'text, referral',
  'pywa/message--reply.json':
    'text, reply',
  'pywa/message--static-sticker.json':
    'sticker',
  'pywa/message--text.json':
    'text',
  'pywa/message--unreaction-no-emoji.json':
    'reaction',
  'pywa/message--unsupported.json':
    'unsupported without a word',
  'pywa/message--video.json':
    'video, forwarded once',
  'pywa/message-status--delivered.json':
    'status delivered (parked)',
  'pywa/message-status--read.json':
    'status read (parked)',
  'pywa/message-status--sent.json':
    'status sent (parked)',
  'pywa/message-status--with-tracker.json':
    'status sent (parked)',
  'pywa/outgoing-message--delete.json':
    'echo deletion (parked)',
  'pywa/outgoing-message--text.json':
    'echo text',
  'pywa/system--phone-number-change.json':
    'system number_changed',
  'pywa/template-category-update--marketing.json':
    'notice template_category_update',
  'pywa/template-components-update--element.json':
    'notice message_template_components_update',
  'pywa/template-quality-update--yellow.json':
    'notice message_template_quality_update',
  'pywa/template-status-update--approved.json':
    'notice message_template_status_update',
  'pywa/user-marketing-preferences--resume.json':
    'notice user_preferences',
  'pywa/user-marketing-preferences--signup.json':
    'notice user_preferences',
  'whatsapp-api-js/payloads-test--incoming-message-with-phone-and-username-doesn-t-have-parent--messages-text.json':
    'text',
  'whatsapp-api-js/payloads-test--incoming-message-with-phone-and-username-has-parent-bsuid-pa--messages-text.json':
    'text',
  'whatsapp-api-js/payloads-test--incoming-message-with-phone-doesn-t-have-parent-bsuid-payloa--messages-text.json':
    'text',
  'whatsapp-api-js/payloads-test--incoming-message-with-phone-has-parent-bsuid-payload--messages-text.json':
    'text',
  'whatsapp-api-js/payloads-test--with-phone-and-username-doesn-t-have-parent-bsuid-was-sent-t--status-delivered-2.json':
    'status delivered (parked)',
  'whatsapp-api-js/payloads-test--with-phone-and-username-doesn-t-have-parent-bsuid-was-sent-t--status-delivered.json':
    'status delivered (parked)',
  'whatsapp-api-js/payloads-test--with-phone-and-username-doesn-t-have-parent-bsuid-was-sent-t--status-read.json':
    'status read (parked)',
  'whatsapp-api-js/payloads-test--with-phone-and-username-has-parent-bsuid-was-sent-to-bsuid-p--status-delivered.json':
    'status delivered (parked)',
  'whatsapp-api-js/payloads-test--with-phone-and-username-has-parent-bsuid-was-sent-to-phone-p--status-delivered.json':
    'status delivered (parked)',
  'whatsapp-api-js/payloads-test--with-phone-and-username-has-parent-bsuid-was-sent-to-phone-p--status-read.json':
    'status read (parked)',
  'whatsapp-api-js/payloads-test--with-phone-doesn-t-have-parent-bsuid-was-sent-to-bsuid-paylo--status-delivered.json':
    'status delivered (parked)',
  'whatsapp-api-js/payloads-test--with-phone-doesn-t-have-parent-bsuid-was-sent-to-bsuid-paylo--status-read.json':
    'status read (parked)',
  'whatsapp-api-js/payloads-test--with-phone-doesn-t-have-parent-bsuid-was-sent-to-phone-paylo--status-delivered.json':
    'status delivered (parked)',
  'whatsapp-api-js/payloads-test--with-phone-doesn-t-have-parent-bsuid-was-sent-to-phone-paylo--status-read.json':
    'status read (parked)',
  'whatsapp-api-js/payloads-test--with-phone-doesn-t-have-parent-bsuid-was-sent-to-phone-paylo--status-sent.json':
    'status sent (parked)',
  'whatsapp-api-js/payloads-test--with-phone-has-parent-bsuid-was-sent-to-bsuid-payload--status-delivered.json':
    'status delivered (parked)',
  'whatsapp-api-js/payloads-test--with-phone-has-parent-bsuid-was-sent-to-bsuid-payload--status-read.json':
    'status read (parked)',
  'whatsapp-api-js/payloads-test--with-phone-has-parent-bsuid-was-sent-to-phone-payload--status-delivered.json':
    'status delivered (parked)',
  'whatsapp-api-js/payloads-test--with-phone-has-parent-bsuid-was-sent-to-phone-payload--status-read.json':
    'status read (parked)',
  'whatsapp-api-js/payloads-test--with-phone-has-parent-bsuid-was-sent-to-phone-payload--status-sent.json':
    'status sent (parked)',
  'whatsapp-api-js/payloads-test--with-username-doesn-t-have-parent-bsuid-was-sent-to-phone-pa--status-delivered.json':
    'status delivered (parked)',
  'whatsapp-api-js/payloads-test--with-username-doesn-t-have-parent-bsuid-was-sent-to-phone-pa--status-read.json':
    'status read (parked)',
  'whatsapp-api-js/payloads-test--with-username-doesn-t-have-parent-bsuid-was-sent-to-phone-pa--status-sent.json':
    'status sent (parked)',
  'whatsapp-api-js/payloads-test--with-username-has-parent-bsuid-was-sent-to-phone-payload--status-delivered.json':
    'status delivered (parked)',
  'whatsapp-api-js/payloads-test--with-username-has-parent-bsuid-was-sent-to-phone-payload--status-read.json':
    'status read (parked)',
  'whatsapp-api-js/payloads-test--with-username-has-parent-bsuid-was-sent-to-phone-payload--status-sent.json':
    'status sent (parked)',
  'whatsapp-business-java-api/account-banned.json':
    'notice account_update',
  'whatsapp-business-java-api/account-review.json':
    'notice account_review_update',
  'whatsapp-business-java-api/audio-message.json':
    'voice',
  'whatsapp-business-java-api/button-message.json':
    'choice template_button, reply',
  'whatsapp-business-java-api/contact-message.json':
    'contacts 1',
  'whatsapp-business-java-api/document-message.json':
    'document 4_641947.pdf',
  'whatsapp-business-java-api/image-message.json':
    'image',
  'whatsapp-business-java-api/location-message.json':
    'location',
  'whatsapp-business-java-api/message-deleted.json':
    'unsupported without a word',
  'whatsapp-business-java-api/phone-number-name-update.json':
    'notice phone_number_name_update',
  'whatsapp-business-java-api/react-message.json':
    'reaction',
  'whatsapp-business-java-api/rejected-template.json':
    'notice message_template_status_update',
  'whatsapp-business-java-api/sticker-message.json':
    'sticker',
  'whatsapp-business-java-api/text-message-status-delivered.json':
    'status delivered (parked)',
  'whatsapp-business-java-api/text-message-status-read.json':
    'status read (parked)',
  'whatsapp-business-java-api/text-message-status-sent.json':
    'status sent (parked)',
  'whatsapp-business-java-api/text-message.json':
    'text',
  'whatsapp-business-java-api/text-message2.json':
    'text',
  'whatsapp-business-java-api/verified-account.json':
    'notice account_update',
  'whatsapp-business-java-api/video-message.json':
    'video',
};
