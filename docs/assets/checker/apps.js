// Browsers built into other apps cut fragments and keep no files.

const APPS = /MicroMessenger|\bQQ\/|DingTalk|AlipayClient|Weibo|Lark\/|Feishu|baiduboxapp|NewsArticle|aweme/i;

// name: what the browser calls itself.
export const insideApp = (name) => APPS.test(name);
