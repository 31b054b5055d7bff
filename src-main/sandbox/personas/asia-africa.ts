import type { PersonaScript } from './script.ts';

export const priya: PersonaScript = {
  id: 'priya',
  name: 'प्रिया शर्मा',
  language: 'hi',
  waId: '919000000148',
  alsoDialled: [],
  userId: 'IN.22120034455600148',
  username: 'priya.sharma',
  story: 'Orders lights for Diwali next year and for her sister’s wedding; asks about delivery to Jaipur.',
  openings: [
    'नमस्ते, क्या आप जयपुर में डिलीवरी करते हैं?',
    'मुझे शादी के लिए 20 लालटेन चाहिए, कितना खर्च आएगा?',
    { kind: 'image', caption: 'कुछ ऐसा चाहिए' },
  ],
  rules: [
    { when: /पता|कहाँ|address/iu, say: [{ kind: 'location', latitude: 26.9124, longitude: 75.7873, name: 'बापू बाज़ार', address: 'जयपुर, राजस्थान' }] },
    { when: /कीमत|रुपये|₹|price/iu, say: ['ठीक है, क्या थोड़ी छूट मिल सकती है?'] },
    { when: /दिन|कब|डिलीवरी|delivery/iu, say: ['शादी 12 दिसंबर को है, उससे पहले चाहिए'] },
    { when: /रंग|color|colour/iu, say: ['सुनहरा या लाल, दोनों चलेंगे'] },
  ],
  answers: ['जी हाँ', 'नहीं, अभी नहीं', 'मैं अपनी बहन से पूछकर बताती हूँ'],
  goesOn: ['अच्छा 🙂', 'समझ गई। क्या कैश ऑन डिलीवरी है?', 'ठीक है जी'],
  thanks: ['बहुत धन्यवाद 🙏', 'शुक्रिया!'],
  past: [
    { minutesAgo: 75, from: 'in', line: 'नमस्ते! कागज़ की लालटेन उपलब्ध है क्या?' },
    { minutesAgo: 73, from: 'in', line: 'मुझे कम से कम 20 चाहिए' },
  ],
};

export const khaled: PersonaScript = {
  id: 'khaled',
  name: 'خالد السيد',
  language: 'ar',
  waId: '201000000152',
  alsoDialled: [],
  userId: 'EG.11120034455600152',
  username: null,
  story: 'His chandelier order is late; writes Arabic mixed with order numbers and English product names.',
  openings: [
    'السلام عليكم، أين وصل الطلب رقم 4452؟',
    'طلبت ثريا Oriente مقاس 80 سم منذ أسبوع',
    'هل يمكن تغيير العنوان قبل الشحن؟',
  ],
  rules: [
    { when: /عنوان|أين|اين/u, say: ['١٨ شارع النيل، الجيزة، الدور الثالث'] },
    { when: /شحن|وصل|غد|اليوم/u, say: ['تمام، هل يصلني رقم التتبع (tracking) هنا؟'] },
    { when: /صورة|فيديو/u, say: [{ kind: 'image', caption: 'هذه صورة الفاتورة' }] },
    { when: /سعر|جنيه|تكلفة/u, say: ['مناسب إن شاء الله'] },
  ],
  answers: ['نعم، بالتأكيد', 'لا، ليس بعد', 'لحظة واحدة وأتأكد'],
  goesOn: ['تمام', 'مفهوم. ومتى تقريبًا؟', 'حسنًا، في انتظاركم'],
  thanks: ['شكرًا جزيلًا 🌹', 'جزاكم الله خيرًا'],
  past: [
    { minutesAgo: 330, from: 'in', line: 'السلام عليكم' },
    { minutesAgo: 329, from: 'in', line: 'متى يتم شحن الطلب رقم 4452؟' },
    { minutesAgo: 322, from: 'out', line: 'وعليكم السلام، تم شحن الطلب اليوم.' },
    { minutesAgo: 318, from: 'in', line: 'ممتاز، شكرًا 🌹' },
  ],
};

export const yuki: PersonaScript = {
  id: 'yuki',
  name: '佐藤 由紀',
  language: 'ja',
  waId: '819000000171',
  alsoDialled: [],
  userId: 'JP.66120034455600171',
  username: 'yuki_sato',
  story: 'Asks politely about voltage and customs for a paper lamp sent to Japan.',
  openings: [
    'はじめまして。日本への発送は可能でしょうか？',
    '電圧は100Vでも使えますか？',
    { kind: 'sticker' },
  ],
  rules: [
    { when: /住所|どこ|address/iu, say: ['〒604-0000 京都市中京区です。後ほど詳しくお送りします'] },
    { when: /送料|円|価格|料金/u, say: ['承知しました。クレジットカードで支払えますか？'] },
    { when: /電圧|プラグ|100/u, say: ['変換プラグは持っていますので大丈夫です'] },
    { when: /日|届|発送/u, say: ['楽しみにしています☺️'] },
  ],
  answers: ['はい、お願いします', 'いいえ、結構です', '少し考えてもよろしいでしょうか'],
  goesOn: ['わかりました', 'なるほど。関税はかかりますか？', 'かしこまりました'],
  thanks: ['ありがとうございます！', 'ご丁寧にありがとうございます🙇‍♀️'],
  past: [],
};

export const siti: PersonaScript = {
  id: 'siti',
  name: 'Siti Rahmawati',
  language: 'id',
  waId: '6281200000176',
  alsoDialled: [],
  userId: 'ID.88120034455600176',
  username: null,
  story: 'Runs a homestay in Yogyakarta and collects prices; forwards pictures a lot.',
  openings: [
    'Halo kak, lampu rotan yang di katalog masih ada?',
    { kind: 'image', caption: 'Yang ini kak', forwarded: true },
    'Kalau ambil 10 ada diskon nggak?',
  ],
  rules: [
    { when: /alamat|kirim|dikirim|mana/iu, say: [{ kind: 'location', latitude: -7.7956, longitude: 110.3695, name: 'Homestay Melati', address: 'Yogyakarta' }] },
    { when: /harga|rp|diskon/iu, say: ['Oke kak, boleh kirim totalnya?'] },
    { when: /stok|ready|ada/iu, say: ['Siap, saya pesan 10 ya kak', { kind: 'order', text: 'Yang warna natural ya' }] },
  ],
  answers: ['Iya kak', 'Belum kak', 'Sebentar ya, saya cek dulu'],
  goesOn: ['Oke kak', 'Baik. Garansinya berapa lama?', 'Siap 👍'],
  thanks: ['Makasih banyak kak 🙏', 'Terima kasih ya'],
  past: [{ minutesAgo: 1343, from: 'in', line: 'Halo kak, bisa kirim ke Yogyakarta?' }],
};

export const chen: PersonaScript = {
  id: 'chen',
  name: 'Chen Wei',
  language: 'zh-CN',
  waId: '8613800000181',
  alsoDialled: [],
  userId: 'CN.44120034455600181',
  username: 'chenwei',
  story: 'Wholesale partner; mixes Chinese and English, sends documents and contacts.',
  openings: [
    '您好，发票 1187 已经付款，请确认一下',
    { kind: 'document', filename: 'Invoice-2026-1187.pdf', caption: '付款凭证在第二页' },
    'Next container leaves on the 4th. Same quantity as last time?',
  ],
  rules: [
    { when: /confirm|确认|received|收到/iu, say: ['好的，谢谢确认'] },
    { when: /contact|联系|warehouse|仓库/iu, say: [{ kind: 'contacts', names: ['Li Na (warehouse)', 'Zhang Min'] }] },
    { when: /quantity|pieces|数量|多少/iu, say: ['200 pcs, same as last time. 可以吗？'] },
    { when: /price|usd|价格/iu, say: ['价格不变，FOB Ningbo'] },
  ],
  answers: ['可以', '没问题', 'Let me check with the factory, 明天回复您'],
  goesOn: ['好的', '明白了。交货期呢？', 'OK 👌'],
  thanks: ['谢谢！', 'Thank you, 合作愉快'],
  past: [],
};

export const alex: PersonaScript = {
  id: 'alex',
  name: 'Alex R.',
  language: 'en-US',
  waId: null,
  alsoDialled: [],
  userId: 'US.99120034455600190',
  username: 'alex.rivers',
  story: 'Took a username and hides the phone number: only the business-scoped id is known.',
  openings: [
    'hey! is the Bloom floor lamp back in stock?',
    'also does it ship to Oregon',
    'nvm found the shipping page 😅 just the stock question then',
  ],
  rules: [
    { when: /phone|number|call/iu, say: ['I’d rather keep it here in the chat if that’s ok'] },
    { when: /stock|available|back in/iu, say: ['awesome, can you hold one for me till friday?'] },
    { when: /address|zip|ship/iu, say: ['Portland, 97209'] },
    { when: /colou?r|brass|black/iu, say: ['black for sure'] },
  ],
  answers: ['yep', 'nope', 'hmm not sure, what would you pick?'],
  goesOn: ['ok cool', 'gotcha. any discount codes going around? 👀', 'sounds good'],
  thanks: ['thanks!!', 'you’re the best'],
  past: [{ minutesAgo: 20, from: 'in', line: 'hi, found you through a friend’s living room haha' }],
};
