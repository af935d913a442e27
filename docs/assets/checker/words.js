// Every word that the checker page's scripts show, apart from those that the checker itself says.

import NAMES from "../../../checker/names.json" with { type: "json" };
import { HELP, OLD } from "../not_coming.js";

export const LOADING = {
  download: (received, total) =>
    `正在载入计算程序：${megabytes(received)} / ${megabytes(total)} MB（只在第一次，之后会快）`,
  start: "已经载入，正在启动……",
  wait: "正在计算……",
  saving: (size) => `浏览器开了省流量，计算程序还没有载入${size ? `（约 ${size} MB）` : ""}。要算的日期已经填好。`,
  load: "载入并计算",
};

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const shortened = (names) => names.slice(0, 3).map((name) => `“${name.slice(0, 20)}”`).join("、");
const grouped = (count) => count.toLocaleString("en-US");

export const FAILED = {
  network: "计算程序没有载入成功：网络中断，或者有文件被拦下了。",
  portal:
    "计算程序没有载入成功：来的是一个网页，不是程序。多半是所在的网络要先登录（宾馆、车站、公司的 Wi-Fi）：先在浏览器里打开别的网站，登录以后再试。",
  damaged: "计算程序没有载入成功：有文件不完整。",
  wrong_type: "计算程序没有载入成功：网站服务器把文件的类型标错了。请告诉网站的维护者。",
  timeout: "计算程序很久没有载入完：网络可能太慢。",
  start: "计算程序没有启动成功。",
  crashed: "计算程序中途停了，重新启动再算，还是停了。可能是表格太大，设备的内存不够。填的内容没有丢。",
  unreadable: "这个文件读不出来了：可能改了名、移动了或者删除了。请重新选一次。",
  old_browser: OLD,
  no_webassembly: "这个浏览器不支持 WebAssembly，不能在这里计算。请换一个较新的浏览器，或者在浏览器里打开本页。",
  retry: "再试一次",
  retry_hint: "再试会绕过这台设备上存的文件，重新下载。",
  way_out: "还是不行，可以到这一页关掉离线保存，删掉本站存下的文件",
  // By the part of the page that helps.
  help: HELP,
};

// What all tools say.
export const TOOL = {
  todo: "现在做什么",
  why: "为什么",
  sources: "出处",
  status: NAMES.source_status,
  checked_on: (day) => `核对于 ${day}`,
  last_seen: (day) => `规定的原文最近一次看到是 ${day}。之后有没有修改不知道，以上是就目前所知的回答。`,
  link_unchecked: "这个链接没有校验：是手写的，或者是以前的。路上有没有被截断，看不出来，请核对上面填的内容。",
  link_damaged: (unknown) =>
    `这个链接不完整，或者在路上被改过，所以没有计算。${unknown.length ? `认不出的部分：${shortened(unknown)}。` : ""}读得出的已经填在上面：请核对、补全，再点“计算”；或者请发链接的人重发一次。`,
  link_too_long: "这个链接太长，没有打开。请把日期填在上面。",
  unofficial: "本站不是官方网站，结果以官方平台的实际受理为准。",
};

export const FOLD = { change: "改", change_what: "改填的内容" };

export const ANSWER = {
  asked: (count, day, days) => `${count ? `${count} 次加注` : "没有加注过"}，${day}申请 ${days} 日`,
  verdict: {
    allowed: (day) => `${day}可以申请加注`,
    refused: (day) => `${day}不能申请加注`,
    depends: (day) => `${day}能不能申请，要看怎样理解规定`,
  },
  headline: {
    allowed: (until) => `按申请的天数，至少可用到 ${until}`,
    refused: (day) => `按通常理解，最早可以申请的日子：${day}`,
    depends: (day) => `按通常理解，最早可以申请的日子：${day}`,
  },
  not_needed: "按给出的签发日期，这张证书不属于须加注的范围。平台如果仍要求加注，下面的日期照样适用。",
  earliest: {
    heading: "最早哪天可以申请",
    possible: ["最宽松的理解", "至少有一种理解允许"],
    usual: ["通常的理解", "值得一试的日期"],
    certain: ["最保守的理解", "每一种理解都允许，要稳妥就等到这天"],
  },
  new: {
    heading: (day) => `如果 ${day} 申请成功`,
    ready_by: ["最迟做好", "同一时刻之前可以下载"],
    safe: ["至少可用到", "每一种理解都有效"],
    latest: ["最晚可用到", "有的理解才有效，不要依靠"],
  },
  conflicts: {
    heading: "会影响后面的计划",
    line: (day, count) => `${day} 的申请，在允许这次申请的理解中，有 ${count} 种会拒绝它。`,
  },
  used_up: "申请成功就占一次名额。没有找到撤销的办法。",
  readings: {
    heading: (count) => `${count} 种理解各得出什么`,
    columns: ["哪些算在内", "申请当日算不算", "有效期从哪天数起", "已用", "还剩", "能否申请", "最早"],
    allowed: "可以",
    refused: "不能",
  },
};

export const PICTURE = {
  slots: "名额（按通常理解）",
  free: "空着",
  used: (applied, free) => `${applied}申请的占着，${free}起空出`,
  part: "名额和时间图",
  heading: "时间图",
  caption: "从左到右是日子。点图里的一条，或者点下面的名称，就看到它是哪些日子。条尾多出的一小段，有的理解才算有效。",
  table: "时间图的说明",
  columns: ["是什么", "哪些天"],
  span: (from, to) => `${from}到${to}`,
  window: "往前数的那些天",
  made: "已有的加注",
  asked: "打算申请的加注",
  marks: {
    apply_on: "申请那天",
    today: "今天",
    usual: "最早（通常的理解）",
    certain: "最早（最保守）",
  },
  month: (iso) => `${Number(iso.slice(5, 7))}月`,
};

export const WHAT_IF = {
  heading: "换一天、换天数试试",
  date: "申请日期",
  days: "申请几日",
  earlier: "早一天",
  later: "晚一天",
  shorter: "少一日",
  longer: "多一日",
  shown_days: (days) => `${days} 日`,
  pin: "留着这个结果作比较",
  unpin: "不再比较",
  compare: "两种选择",
  columns: ["比什么", "留着的", "现在的"],
  rows: {
    apply_on: "申请日期",
    days: "申请几日",
    verdict: "能否申请",
    usual: "最早（通常的理解）",
    certain: "最早（最保守）",
    ready_by: "最迟做好",
    safe: "至少可用到",
  },
  verdict: { allowed: "可以", refused: "不能", depends: "要看怎样理解" },
};

export const PLAN = {
  asked: (needs, annotations) => `${needs} 段要用证书的日子，${annotations ? `${annotations} 次加注` : "没有加注过"}`,
  row: (number) => `第 ${number} 段`,
  remove: (number) => `删除第 ${number} 段`,
  feasible: (count) => (count ? `申请 ${count} 次就够` : "不用再申请"),
  infeasible: (count) => (count ? `申请 ${count} 次，仍有日子用不上` : "安排不了"),
  first: (day) => `先在 ${day} 申请`,
  days: (days) => `申请 ${days} 日`,
  usable: (span, needs) => `一定能用：${span}。为了：${needs}。`,
  applications: "申请安排",
  span: (from, to) => `${from}到${to}`,
  unmet: "用不上的日子",
  needs: "要用证书的日子",
  unmet_line: (label, day, count) => `${label}：从${day}起，有 ${count} 天。`,
};

export const RENEWAL = {
  asked: (until, today) => `有效期至${until}，站在${today}看`,
  headline: (day) => `最晚 ${day} 提出延续注册申请`,
  state: {
    early: "还早",
    due: "现在就可以准备申请",
    disputed: "最后一天有争议，请马上申请",
    late: "已过申请期限",
    expired: "注册已经期满",
  },
  dates: "几个日子",
  registered_until: "注册有效期至",
  safe: ["最稳妥", "按任何理解都在规定的期限内"],
  latest: ["较宽的理解", "只有一种理解允许，不要依靠"],
  new_period: ["准予后，新的有效期", (from, to) => `${from}到${to}`],
  change: ["从这天起申请变更注册", "有效期也重新计算"],
  wrong: (claim) => `“${claim}”是常见的误传`,
};

export const SCORES = {
  asked: (passed, exempt) => `${passed.length ? passed.join("，") : "还没有通过的科目"}${exempt ? "，免试部分科目" : ""}`,
  passed: (subject, year) => `${subject} ${year} 年度`,
  complete: "应试科目已经全部合格",
  finish_by: (year) => `最迟在 ${year} 年度考试通过其余科目`,
  nothing: "还没有通过的科目",
  lapsed: "已通过的成绩都已失效",
  if_over: (year) => `如果 ${year} 年度的考试已经考过：`,
  too_far: "已通过的成绩相隔太远，不能全部合在一起用",
  subjects: NAMES.subjects,
  table: "各科成绩",
  columns: ["科目", "通过的年度", "可用到哪个年度的考试"],
  missing: "还没通过",
  best: (from, to) => `保留 ${from} 到 ${to} 年度的成绩，要重考：`,
};

// The rows of a person's studies and work, as two tools ask for them.
const ROWS = {
  studies: { row: (number) => `第 ${number} 个学历`, remove: (number) => `删除第 ${number} 个学历` },
  posts: { row: (number) => `第 ${number} 段岗位`, remove: (number) => `删除第 ${number} 段岗位` },
  full_time_studies: { row: (number) => `第 ${number} 段脱产学习`, remove: (number) => `删除第 ${number} 段脱产学习` },
};

export const AGENDA = {
  asked: (count) => (count ? `填了 ${count} 类` : "什么也没有填"),
  next: "下一步",
  nothing: "现在没有要做的事",
  unknown: "照填的，还说不出下一步",
  items: "从今天起",
  today: (day) => `今天，${day}`,
  guide: "怎么办",
  why: "为什么",
  to: "到",
  on: "起",
  at_last: "最迟",
  of_exam: (year) => `${year} 年度考试`,
  no_day: "没有定日子",
  over: ["cancelled", "已过"],
  certainty: {
    rule: ["confirmed", "按规定算"],
    announced: ["announced", "已公布"],
    expected: ["expected", "预计"],
    unknown: ["unknown", "未公布"],
  },
  by: {
    eligibility: "照填的学历和岗位算出。",
    scores: "照填的成绩算出。",
    timeline: "照填的加注算出。",
    assess: "照填的加注算出。",
    plan: "照填的加注和要用证书的日子排出。",
    renewal: "照填的注册有效期算出。",
    study: "照填的日期算出。",
    dates: "本站收集的考试日子，来源：",
  },
  not_found: "本站还没有查到这个日子的公告。",
  more: "再说一件，就能说得更多",
  fill: "填上",
  later: "以后再说",
  asks: {
    area: ["在哪里报考？"],
    "eligibility.studies": ["什么学历和专业，哪天毕业？", { no_exam: "不打算考" }],
    "eligibility.posts": ["从哪天起做药学或中药学岗位？", { no_posts: "没有做过" }],
    "scores.passed": ["哪些科目已经通过，哪一年？", { no_passed: "一科也没有" }],
    "scores.sat": ["有考完了、在等成绩的科目吗？", { no_sat: "没有" }],
    "annotation.certificate": ["有资格证书吗？哪个年度考的？", { no_certificate: "没有证书" }],
    "annotation.annotations": ["证书申请过加注吗？", { no_annotations: "一次也没有" }],
    "annotation.needs": ["接下来哪些日子要用证书？", { no_needs: "没有" }],
    "registration.registered_until": ["注册了吗？有效期到哪天？", { no_registration: "没有注册" }],
    "study.approved_on": ["资格证书是哪天批准的？"],
    "study.received_on": ["哪天拿到资格证书的？"],
    "study.done": ["哪几年的继续教育学完了？", { no_done: "一年也没有" }],
  },
  rows: ROWS,
  calendar: {
    name: "我的日子.ics",
    alarms: "每件事在它最后一天是一个日程，要做的之前会响铃几次。改了内容或者过些时候再存一次，同一件事会换成新的，不会多出一份。",
  },
  shared: "链接和二维码里写着上面填的全部内容：拿到的人都能看到。只在你点了“记在这台设备上”时，才会留在这台设备上。",
  forget: "删掉存下的",
};

export const ELIGIBILITY = {
  rows: ROWS,
  asked: (studied, posts, year) =>
    [studied, posts.length > 1 ? `${posts.length} 段岗位` : posts.length ? `${posts[0]}起在岗` : "没有药学岗位", ...(year ? [`${year} 年度`] : [])].join("，"),
  study: (degree, field) => `${degree}（${field}）`,
  verdict: {
    eligible: (year) => `可以报 ${year} 年度的考试`,
    not_eligible: (year) => `${year} 年度还不能报`,
    depends: (year) => `能不能报 ${year} 年度，要看怎样理解规定`,
  },
  only_earliest: "最早哪年能报",
  earliest: (year) => `最早可以报 ${year} 年度的考试`,
  between: (possible, certain) => `最早 ${possible} 年度，要稳妥等到 ${certain} 年度`,
  perhaps: (year) => `有的理解最早 ${year} 年度可以报，有的理解一直不够`,
  never: "照现在填的，一直不够报考",
  counted_heading: "怎样数出来的",
  counted: "算数的工作",
  worked: (first, until, days, months) => `${first}到${until}之间共 ${days} 天，每段只算满整月的是 ${months} 个月`,
  no_work: "没有",
  years: (years) => `要满 ${years} 年`,
  no_years: "不要求年限",
  enough: "够了",
  missing: (days) => `按天数还差 ${days} 天`,
  no_use: "不能凭它报考",
  left_out: "不算的",
  why: { before_diploma: "在取得第一个相关学历以前", full_time_study: "超过半年的脱产学习" },
  subjects: "要考几科",
  exempt: {
    no: (count) => `${count} 科`,
    yes: (count) => `${count} 科，其余的免试`,
    depends: () => "不确定：有高级职称，但那一年没有填药学岗位，职称和岗位要同时具备",
  },
  picture: "天数图",
  caption: "横条的长短是天数。实的是算数的，虚线框是还差的，灰的是在岗位上但不算的。",
  picture_columns: ["是什么", "多少天"],
  missing_for: (study) => `${study}还差的`,
  not_counted: (why) => `不算：${why}`,
  days: (days) => `${days} 天`,
  readings: {
    heading: (count) => `${count} 种理解各得出什么`,
    columns: ["能否报考", "还差", "零碎的年限怎样加", "考试当年才毕业"],
    yes: "可以",
    no: "不能",
    never: "再做也不够",
  },
};

export const TAKE = {
  heading: "带走",
  share: "复制链接",
  agenda: "放进我的日子",
  too_long: "填的内容太多，链接打不开，所以没有复制。请用“复制成文字”或者“打印”。",
  long: (count) => `这个链接有 ${count} 个字，微信等聊天软件可能会截断；打开时不完整会说出来。也可以用“复制成文字”。`,
  shared: "已复制。链接里 # 后面写着你填的内容，拿到链接的人都能看到。",
  qr: "二维码",
  qr_wait: "正在画二维码……",
  qr_alt: "这个回答的链接的二维码",
  qr_says: "用另一台手机扫一扫，打开同样的回答。二维码在你的设备上画出，里面写着你填的内容，和这个链接一样：",
  qr_too_long: "填的内容太多，二维码装不下。请用“复制链接”。",
  qr_failed: "二维码没有画成：网络中断。请用“复制链接”。",
  printed: (day, address) => `${day}由药师知期算出。同样的回答在：${address}`,
  text: "复制成文字",
  copied: "已复制。",
  not_copied: "没能复制。请长按下面的文字复制。",
  calendar: "存进日历（.ics）",
  calendar_name: "加注提醒.ics",
  no_events: "今天以后没有要提醒的日子。",
  single: "只存其中一个",
  alarms:
    "最后的日子本身是一个日程，之前会响铃几次。有的日历程序会丢掉闹钟，所以之前另有两个日程。改了日期再存，会成为新的提醒，原来的要自己删。",
  print: "打印",
  inside_app: "你在 App 自带的浏览器里：链接可能被截断，.ics 文件可能存不下来。请点右上角，选“在浏览器打开”；或者用“复制成文字”。",
  how: "怎样导入日历文件",
  import: [
    ["iPhone", "在 Safari 里点“存进日历”，点“添加全部”，选一个日历。"],
    ["Android", "下载后打开文件，选“日历”应用；没有反应时，在日历应用的设置里找“导入”。"],
    ["HarmonyOS", "下载后在“文件管理”里打开，选“日历”。"],
  ],
};

export const BATCH = {
  read: "正在读表格……",
  pasted: "贴上的表格.tsv",
  asked: (name, count) => `${name ?? "贴上的表格"}，${grouped(count)} 行`,
  inside_app: "你在 App 自带的浏览器里：文件可能选不了，结果也可能存不下来。请点右上角，选“在浏览器打开”。",
  nothing: "先贴上表格，或者选一个文件。",
  too_large: (megabytes) =>
    `表格超过 ${megabytes} MB，在网页里算不了，没有读它。可以拆成几张，或者在电脑上用命令行：python3 -m checker batch 表格.csv -o 结果.csv`,
  preview: (count) => `读到 ${grouped(count)} 行，先看前几行`,
  preview_hint: "列名下面是这一列的意思，不对就改。",
  doubtful: (names) => `先选一选：${names.map((name) => `“${name}”`).join("、")}不止一种意思，不能猜。其他的列不对也可以改。`,
  choose: "请选",
  meanings: {
    id: "编号",
    name: "姓名",
    registered_until: "注册有效期至",
    exam_year: "考试年度",
    issued_on: "签发日期",
    annotations: "加注",
    annotation_days: "加注天数",
    annotation_valid_until: "加注截止日",
    annotations_unread: "加注，但不是全部（不算）",
    apply_on: "计划申请日",
    days: "申请天数",
    identity: "身份证号（不用）",
    other: "不用（原样保留）",
  },
  keep_identity: "结果里保留身份证号（计算用不到，平常不写进结果）",
  same_name: { one: "同名的是同一个人：各行的加注合起来算", different: "同名的是不同的人：各算各的" },
  passed_over: (told) => `没有算的行：${told.join("，")}。`,
  passed: {
    above: (count) => `列名以上 ${grouped(count)} 行`,
    blank: (count) => `空行 ${grouped(count)} 行`,
    totals: (count) => `合计 ${grouped(count)} 行`,
    notes: (count) => `附注或重复的列名 ${grouped(count)} 行`,
  },
  taken_as: (name, meaning) => `“${name}”作${meaning}`,
  taken: (read) => `各列是这样读的：${read.join("，")}。`,
  not_taken: (names) => `其余的列原样保留：${names.join("、")}。`,
  again: "改列的意思，重新算",
  numbers: "有的日期是五位数字。如果是 Excel 的日期数，可以照那样读。",
  read_numbers: "按 Excel 的日期数读，重新算",
  sheet: "读哪一张表",
  hidden: (count) => `有 ${grouped(count)} 行是隐藏的，也会算。`,
  stopped: "已停下。",
  workbook: {
    password: "这个文件设了打开密码，读不了。请在 Excel 或 WPS 里打开，去掉密码再存一次。",
    old: "这是旧格式（.xls 或 .et），读不了。请在 Excel 或 WPS 里打开，另存为“Excel 工作簿（.xlsx）”。",
    numbers: "这是 Numbers 表格，读不了。请在 Numbers 里导出为 Excel（.xlsx）或 CSV。",
    large: "文件展开后太大，读不了。请只留下要算的那张表，或者另存为 CSV。",
    broken: "这不是能读的 .xlsx，可能坏了。请在 Excel 或 WPS 里打开，另存一次。",
  },
  save_workbook: "存成 Excel（.xlsx）",
  workbook_name: "加注和延续注册-结果.xlsx",
  saving: "正在写……",
  not_saved: "没有写成。请用“下载结果（CSV）”。",
  formulas: (count) => `${grouped(count)} 格公式（只留下算好的值）`,
  lost: { pictures: "图片和图形", charts: "图表", macros: "宏", pivots: "数据透视表" },
  loses: (what) => `存成 .xlsx 会失去：${what.join("、")}。你原来的文件不变。`,
  alarms: "日历文件里的提醒带闹钟。有的日历程序会丢掉闹钟，所以最后的日子之前另有两个日程。",
  meaning_of: (name) => `“${name}”这一列是`,
  run: "计算整张表",
  reading: (rows, count) => `已读 ${grouped(rows)} 行，共 ${grouped(count)} 行`,
  progress: (rows, count) => `已算 ${grouped(rows)} 行，共 ${grouped(count)} 行`,
  cancel: "停下",
  cancelled: (rows) => `已停下。前 ${grouped(rows)} 行的结果在下面。`,
  done: (rows) => `算好了，共 ${grouped(rows)} 行`,
  chart: "各有多少行",
  bar: (name, count) => `${name} ${grouped(count)}`,
  results: "算出的表格",
  filter: "只看",
  filters: {
    all: "全部",
    renew: (days) => `${days} 日内到最迟延续申请日，或已经过了`,
    ends: (days) => `加注 ${days} 日内到期`,
    refused: "不能申请加注",
    error: "有错误",
  },
  counted: (name, count) => `${name}：${grouped(count)} 行`,
  whole: "显示全部的列",
  sort: (name) => `按“${name}”排序`,
  shown: (from, to, all) => `第 ${grouped(from)}–${grouped(to)} 行，共 ${grouped(all)} 行`,
  none: "没有这样的行。",
  previous: "上一页",
  next: "下一页",
  download: "下载结果（CSV）",
  file: "加注和延续注册-结果.csv",
  calendar: "全部提醒存成一个日历文件（.ics）",
  calendar_done: (events) => `已存下，里面有 ${grouped(events)} 个提醒。`,
  calendar_without: (rows) => `有错误的 ${grouped(rows)} 行，看不懂的部分没有提醒。`,
  not_on_paper: (rows, left) => `只打印前 ${grouped(rows)} 行，还有 ${grouped(left)} 行；可以先用“只看”挑出要打印的。`,
};

export const FORM = {
  row: (number) => `第 ${number} 次加注`,
  remove: (number) => `删除第 ${number} 次加注`,
  progress: (number, all) => `第 ${number} 问，共 ${all} 问`,
  incomplete_number: "这里要填整数。",
  errors: {
    missing_field: "这里还没有填。",
    wrong_type: "这里要填整数。",
    unknown_field: "免试的科目不用填：去掉它，或者去掉“免试”。",
    date_format: "看不懂这个日期。可以写 2026-1-5、2026年1月5日、20260105。",
  },
  picker: "用日历选日期",
};

export function chineseDate(iso) {
  const [year, month, day] = iso.split("-");
  return `${year}年${Number(month)}月${Number(day)}日`;
}
