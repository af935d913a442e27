// Every word that the checker page's scripts show, apart from those that the checker itself says.

export const LOADING = {
  download: (received, total) =>
    `正在载入计算程序：${megabytes(received)} / ${megabytes(total)} MB（只在第一次，之后会快）`,
  start: "已经载入，正在启动……",
  wait: "正在计算……",
};

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

export const FAILED = {
  network: "计算程序没有载入成功：网络中断，或者有文件被拦下了。",
  wrong_type: "计算程序没有载入成功：网站服务器把文件的类型标错了。请告诉网站的维护者。",
  timeout: "计算程序很久没有载入完：网络可能太慢。",
  start: "计算程序没有启动成功。",
  no_webassembly: "这个浏览器不支持 WebAssembly，不能在这里计算。请换一个较新的浏览器，或者在浏览器里打开本页。",
  retry: "再试一次",
  help: "不能计算时，可以看下面算好的例子和手工数法",
};

export const ANSWER = {
  heading: "结论",
  verdict: {
    allowed: (day) => `${day}可以申请加注`,
    refused: (day) => `${day}不能申请加注`,
    depends: (day) => `${day}能不能申请，要看怎样理解规定`,
  },
  headline: {
    allowed: (until) => `按申请的天数，至少可用到 ${until}`,
    refused: (day) => `按通常理解，最早 ${day} 可以申请`,
    depends: (day) => `按通常理解，最早 ${day} 可以申请`,
  },
  not_needed: "按给出的签发日期，这张证书不属于须加注的范围。平台如果仍要求加注，下面的日期照样适用。",
  earliest: {
    heading: "最早哪天可以申请",
    possible: ["最宽松的理解", "至少有一种理解允许"],
    expected: ["通常的理解", "值得一试的日期"],
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
  why: "为什么",
  readings: {
    heading: (count) => `${count} 种理解各得出什么`,
    columns: ["哪些算在内", "申请当日算不算", "有效期从哪天数起", "已用", "还剩", "能否申请", "最早"],
    allowed: "可以",
    refused: "不能",
  },
  sources: "出处",
  status: {
    official: "官方页面",
    reprint: "转载官方原文",
    secondary: "他人转述",
    background: "未核实",
  },
  checked_on: (day) => `核对于 ${day}`,
  last_seen: (day) => `规定的原文最近一次看到是 ${day}。之后有没有修改不知道，以上是就目前所知的回答。`,
  unofficial: "本站不是官方网站，结果以官方平台的实际受理为准。",
  share: "复制这个结果的链接",
  shared: "已复制。链接里 # 后面写着你填的日期，拿到链接的人都能看到。",
  not_shared: "没能复制，请从地址栏复制。",
};

export const FORM = {
  row: (number) => `第 ${number} 次加注`,
  remove: (number) => `删除第 ${number} 次加注`,
  incomplete_date: "日期没有填完整，或者不是真实日期。",
  incomplete_number: "这里要填整数。",
};

export function chineseDate(iso) {
  const [year, month, day] = iso.split("-");
  return `${year}年${Number(month)}月${Number(day)}日`;
}
