"""Which matter a date belongs to, told from the words around it.

A sentence becomes a skeleton in which each date is one sign, so that the words before and after
it stand close. Every word that could own a date competes, those that own dates of no matter of
ours (`none`) among them.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from checker.notice.dates import Found
from checker.notice.patterns import compiled

MATTERS = ("registration", "payment", "review", "admit_card", "exam", "scores", "certificate")
DATE = "\ue000"


class Term(NamedTuple):
    """A word of a matter in a skeleton; `encloses` the index of the date within it, if any."""

    what: str
    start: int
    end: int


class Skeleton(NamedTuple):
    """A stretch of plain text with each date as one sign."""

    text: str
    dates: list[int]
    places: list[int]
    shifts: list[int]

    def plain_place(self, place: int) -> int:
        """Where a place of the skeleton stands in the plain text."""
        return place + self.shifts[bisect_right(self.places, place) - 1]

    def zone(self, index: int) -> tuple[int, int]:
        """From the end of the date before date `index` to the beginning of the one after it."""
        low = self.dates[index - 1] + 1 if index else 0
        return low, self.dates[index + 1] if index + 1 < len(self.dates) else len(self.text)


def skeleton(text: str, start: int, end: int, found: Sequence[Found]) -> Skeleton:
    """The skeleton of a stretch of plain text, with what speaks of days in it."""
    pieces: list[str] = []
    dates: list[int] = []
    places, shifts = [0], [start]
    place, length = start, 0
    for one in found:
        pieces += text[place : one.start], DATE
        length += one.start - place
        dates.append(length)
        length += 1
        place = one.end
        places.append(length)
        shifts.append(place - length)
    pieces.append(text[place:end])
    return Skeleton("".join(pieces), dates, places, shifts)


# Words that name no matter though a matter's word is in them.
_NEUTRAL = (
    r"(?:报考|应试|参考|报名)(?:人员|者|人)|报考(?:条件|资格(?!审|核|复|初|条件)|级别|专业|科目|须知|指南|人数|单位|地|类别|全科|免试|考区|省份|信息表|(?=[一二]级|执业))"
    r"|(?:报名|缴费|交费|审核|核查|审查|复核|考试|打印|提交|公布|发布)(?:成功|完成|通过|结束|截止|信息|报名表|提交)*(?:之后|以后|后|之前|前|期间|过程中|时)(?=[,、的方即可须应请再自由按在于登要不]|\ue000|$)"
    r"|网报(?:系统|平台|网站)(?!将?于?(?:开放|开通|开启|关闭|\ue000|:))|(?:考试|网上|网络)*报名(?:(?:系统|网站|平台|入口)(?!将?于?(?:开放|开通|开启|关闭|\ue000|:))|网址|条件|资格(?!审|核|复|初)|人员|人数|序号|号|材料|资料|地点|地址|流程|方式|方法|办法|须知|程序|考区|专业|级别|科目|政策|信息(?:表|的|有|错|更|修|填写错|真)|表|费用?(?!用|须|应|请|于|在|的?缴纳)|点|者|期间(?![(:]\ue000)|照片|操作|指南|简章|通知|公告|要求|承诺|状态|单位|数据|账号|成功|提示|说明|结果)"
    r"|(?:准考证|身份证)(?:上|号|规定|载明|所|和|、|及|与|原件|复印件|等|参加|入场|进入|为准|信息)|(?:持|凭|携带|《|见|按|按照|以)(?:本人|有效|纸质|打印的)?准考证"
    r"|对[^,;。\ue000]{0,8}成绩有(?:异议|疑问)|成绩(?:合格|有效|管理|单|滚动|为|达|均|实行|证明|复)|合格成绩|考试成绩(?:合格|有效|管理|实行)"
    r"|(?:缴费|交费)(?:(?:系统|平台)(?!将?于?(?:开放|开通|开启|关闭|\ue000|:))|标准|方式|状态|凭证|金额|流程|成功|手续|功能|环节|记录|情况|信息|账号|渠道|页面|期间(?![(:]\ue000))"
    r"|(?:资格)?(?:审核|核查|审查)(?:部门|机构|单位|点|材料|地点|方式|条件|流程|结果|情况|状态|内容|办法|工作人员|意见|期间)"
    r"|考试(?:时间表|地点|科目(?!(?:及|和|与|、)(?:考试)?时间)|大纲|用书|教材|网(?!上|络|报)|中心|局|院|机构|管理|方式|形式|题型|级别|专业|名称|项目|费用?|收费|考务费|组织|纪律|违纪|信息|服务|平台|工作计划)"
    r"|(?:取得|获得|持有|颁发的|制发的|学历|学位|毕业|学籍|相应|有关|荣誉|技能|结业|培训|的有效|相关)[^,;。\ue000]{0,12}?证书|证书(?:编号|号|信息|原件|复印件|照片|有效|持有|真伪|样式|上|的人员|效力|查验平台)"
)
# Words whose dates are of none of our matters.
_NONE = (
    r"工作年限|(?:从业|专业|任职|业务)?年限|学历(?:证书)?(?:取得|截止)|毕业(?:时间|证)?|应届|周岁|出生"
    r"|(?:咨询|监督|举报|投诉)(?:时间|电话|热线|服务|方式)?|(?:联系|服务|办公|值班)电话|服务热线|(?:办公|工作|上班|受理咨询|服务)时间"
    r"|退(?:费|款|考|还|回)|(?:电子)?票据|发票|收据|公示|异议|举报|投诉|申诉|听证|违纪违规|处理决定"
    r"|(?:成绩|分数|答题卡|试卷)(?:的)?[^,;\ue000公查]{0,4}?(?:复核|复查|核查|复议|质疑|核对)|(?:申请|提出|受理|办理)[^,;\ue000]{0,6}(?:成绩)?(?:复核|复查)|成绩查询(?:系统|入口)?(?:的)?截止|查询截止|首日|末日|最后一[天日]|第一天|其中(?=\ue000)|查分申请|申请查分|复核申请|复查申请|成绩复核"
    r"|考后[^,;。\ue000]{0,10}?(?:审核|核查|复核|审查|复审|抽查|核验)|(?:合格|成绩)[^,;。:\ue000]{0,14}?(?:资格复核|资格复审|资格审核|资格审查|资格核查|人工核查|现场核查|现场审核)"
    r"|培训|课程|开课|开班|授课|上课|直播|讲座|面授|网课|教材|大纲|征订|用书|优惠|折扣|活动|团购|题库|押题|学员|班次|集训|冲刺|公开课|模拟(?:作答|考试|练习|系统|题|操作|机考)"
    r"|(?:起|日)(?:正式)?(?:施行|启用|实施|执行|生效|推行)|施行|启用|开始实施|印发|废止|修订|签发|制发(?![^,;。\ue000]{0,24}证书)|全面推行"
    r"|(?:发布|发稿|更新|发文|成文|印发|录入|上传|公开|生成|刊登|审核发布)(?:时间|日期)|来源|浏览|点击(?:数|量|次)|阅读(?:数|量|次)|字号|字体|责任编辑"
    r"|有效期|效力|合格标准|合格分数线|继续教育|(?:首次|延续|变更|执业|再次|初始)注册|注册(?:申请|证|管理|执业)|换证|补办|遗失"
    r"|疫情|核酸|健康(?:码|监测|申报)|隔离|体检|体温|面试|面谈|录用(?!网)|招聘|报到|聘任|政审(?!批)|加试|评审|申报评审|论文"
    r"|系统维护|停机|暂停服务|春节|国庆|放假|法定节假日|会议|视频会|动员会|(?:考场|考点)(?:查看|查询|公布|分布)|看考场|熟悉考场|踩点"
    r"|社会?保险|社保|参保|补贴|仲裁|诉讼|复议|补缴社保|(?:信息|专业|科目|照片)(?:更正|修改|变更|调整)|(?:更正|修改|变更)[^,;\ue000]{0,8}信息|(?:账号|用户|完成)注册|补充(?:材料|上传|提交|完善|有关|相关)|补正|密码|学历学位(?:在线)?(?:验证|核验|认证)|在线核验|考生(?:账号|承诺)|撤回(?:承诺|申请)|撤销"
    r"|截图|快递(?:单号|查询)|补考|成立|任免|届时公布|加注|身份(?:核验|认证)|报送|上报|(?:材料|信息|名单|数据|情况)汇总|报表|考务(?:会|培训)|试卷|监考|领取试卷|调剂|志愿|录取|复试"
    r"|召开|(?:发证|颁证|批准)日期|未(?:能|及时|按时|按规定)?(?:在|于)?(?=\ue000)|记者|获悉|了解到|通讯员|\ue000[^,;。\ue000]{0,12}?(?:发布|印发|下发|公布)的|截至\ue000[^;。:\ue000]{0,24}?(?:共有|共计|累计)"
    r"|(?:发布|印发|下发|转发|刊发)(?:了)?(?:《[^》\ue000]{0,40}》|(?:有关|相关|报名|报考|考务){0,2}(?:通知|公告|通告|消息|文件|提醒))|\ue000,?[^,;。:\ue000]{0,8}?(?:仍有|尚有|还有|已有|共有|共计|累计)|\ue000,(?!逾期|过期|如|若|凡)[^,;。:\ue000]{1,12}?未[^的者,;。\ue000]{2,8}(?=[,;]|$)|(?:预|缓)?缴(?:纳)?社|社工(?:站|日)|特此|贷款|考务费收据|准考证遗失|成绩单"
)
_STRETCH = r"(?:(?!报名|报考|成绩|缴费|交费|审核|审查|核查|复核|证|领|公布|咨询|后[,的须应]|培训|注册)[^,;。\ue000])"
_REGISTRATION = (
    r"(?:网上|网络|在线|现场|集中|统一|补|预|考试|注册)*(?:报名|(?:(?<=网上)|(?<=进行)|(?<=完成))报考|报考(?=时间|日期|截止|期限|系统|申请|[:\ue000]))(?:工作)?(?:信息)?(?:填报|提交|注册|登记|申请)?(?:系统|平台|网站|窗口|入口|通道|端口)?(?:的)?(?:开放|开通|开启|关闭|启动)?"
    r"|网报|(?:网上|在线)?(?:信息)?填报(?:报名|报考|个人)?信息|(?:填写|提交)(?:报名|报考)(?:信息|申请)|网上填报|信息填报|填报(?!志愿|的|不|有误|错|虚假|单位|说明|指南)|网上申报(?!评)|网上登记"
)
_PAYMENT = r"(?:网上|在线|现场|补|逾期未)?(?:缴费|交费|缴款|付费)|缴纳(?:考试|报名|考务|报考|相关|全部)*费用?|支付(?:考试|报名|考务|报考|相关)*费用?|(?:网上|在线)支付|支付(?=时间|截止)|完成(?:网上)?支付|(?:考试|报名|考务)费用?(?:的)?缴纳|(?:考试|报名|考务)费用?(?:须|应|请|需)?(?:于|在)\ue000[^,。;\ue000]{0,8}?[缴交]纳"
_REVIEW = (
    r"(?:网上|现场|在线|人工|线上|后台|报名|报考|考前|预|首次)*(?:资格|条件|(?<=报名)(?:信息|材料|资料)|(?<=报考)(?:信息|材料|资料)|材料(?=审核))(?:条件)?(?:的)?(?:网上|现场|在线|人工|线上)*(?:预|初|复)?(?:审核|核查|审查|初审|复审|预审|审验|核验(?!平台)|确认)(?:确认)?"
    r"|(?:网上|现场|在线|人工|线上|集中|后台|部门|区县|报名|报考|窗口)+(?:审核|核查|审查|初审|复审|预审|确认)(?:确认)?|资审|(?<=进行)(?:审核|核查|审查)|(?:审核|核查|审查|初审)(?=[、和及与](?:网上)?(?:缴费|交费|报名|打印))|(?:审核|核查|审查|初审|复审|确认)(?=时间|日期|阶段|截止|[:(]? ?\ue000|:)|资格(?:初审|复审)|现场确认|考生确认"
)
_POST_REVIEW = r"资格复核|复核(?=时间|日期)"
_ADMIT = (
    r"(?:打印|下载|领取|自行打印)(?:、|和|并|或|及|打印|下载|本人|电子|纸质|个人|网上|其|考试|笔试|《|\(.{0,6}\))*准考证》?(?:打印|下载)?|(?:网上|考试|电子|纸质)*《?准考证》?(?:、《[^》]*》)?(?:的)?(?:网上|自行|在线|本人|自助|可以?|即可)*(?:打印|下载|领取|发放|开放)(?:打印|下载|和|并|及|、)*"
    r"|(?:领取|打印|下载)(?:和|并|及|、)?(?:打印)?准考证|(?<![\u4e00-\u9fff])打印(?=:|时间:)|准考证(?=[:)\]\ue000时将于开从]|的时间)|准考证[^,;。\ue000]{0,4}\ue000[^,;。\ue000]{0,18}(?:打印|下载|领取)"
)
_EXAM = (
    rf"考试\((?=\ue000\))|\ue000\)?,{_STRETCH}{{2,40}}?考试(?:将|已|也|如期|同时|统一|正式|在|于){_STRETCH}{{0,16}}?(?:举行|开考|举办)|\ue000凭[^,;。\ue000]{{0,14}}参加考试|参加\ue000(?:的|举行的)?[^,。;\ue000]{{0,12}}?考试(?!报|成|时|中|期间)|(?:(?<![\u4e00-\u9fff])|(?<=参加)|(?<=全国)|(?<=组织)|(?<=实施))(?:考试|笔试|机考)(?= *[:,()\]]? ?\ue000)|(?:考试|笔试|机考)(?=: ?\ue000[^\u4e00-\u9fff]{{0,30}}(?:$|[,;]))|考试科目(?:及|和|与|、)(?:考试)?时间|(?:考试|笔试|机考|测试)(?:具体|举行|举办|开考|实施|组织)?(?:的)? ?(?:(?:开始|结束)?(?:时间|日期)|日程|日|起止|阶段)(?!表)(?:安排|及科目|、科目|和科目|与科目)*|开考(?:时间|日期)|(?:考试|笔试)(?:具体)?安排(?=[:(\ue000])"
    rf"|(?:考试|笔试|开考|机考|测试)(?!报名|报考|成绩|缴费|费|资格|合格|证书|网|后|前|中心|院|局|机构|期间){_STRETCH}{{0,14}}\ue000(?:(?![成缴报证核审])[^,;。\ue000]){{0,16}}?(?:举行|进行|举办|开考|组织实施|实施|开始)"
    rf"|(?:考试|笔试|开考|机考)(?:统一)?(?:将|拟|初步|暂|计划|现|已|预计|均|全国)*(?:定于|定在|安排在|安排于|于|在|时间为|为|推迟(?:到|至)|延期(?:到|至)|调整(?:到|至|为)|延期举行至|改期?(?:到|至)|推迟举行至)(?:全国统一)?\(?(?=\ue000)"
    rf"|\ue000{_STRETCH}{{0,12}}?(?:举行|举办|开考|统一开考|组织)(?![^,;。\ue000]{{0,12}}(?:班|会|培训|讲座))(?:(?!报名|会|培训|成绩|缴费|证)[^,;。\ue000]){{0,30}}?(?:考试)?|(?:举行|举办|组织)[^,;。\ue000]{{0,20}}?考试(?=\ue000)|\ue000:?(?:的)?(?:全国|统一|\s|职业|执业|专业技术|资格|水平|考区|年度|开展|进行|实施|参加|将|\(.{{0,8}}\)|全天|两天|上午|下午)*(?:笔试|考试)(?!报|成|缴|资|合|前|后|费|网|期间|中|当|违|的|人|作|时|日)"
    r"|(?:定于|将于|拟于|安排在)\ue000(?:统一)?(?:举行|举办|进行|组织实施|实施)"
)
_SCORES = (
    r"(?:考试|笔试)?成绩(?:的)?(?:正式|现|已经|已|将|予以|统一|对外|可|在线|可以|即)*(?:查询|公布|发布|公告|揭晓|下发|查看|下载|查分)(?:查询)?|(?:查询|公布|发布|查看|下载|揭晓|出)(?:本次|考试|个人|各科|笔试|年度|全部|\d{4}年度?|本人|[^,;。\ue000复]){0,40}?(?:成绩|分数)(?!复|合格|单位|有效|单)"
    r"|成绩(?!复|合格|有效|管理|单|均|达),?[^,;。\ue000复]{0,14}\ue000[^,;。复\ue000]{0,34}?(?:公布|发布|查询|揭晓|查看|下载|查分|可查|公告)|查分(?:时间|入口)?|(?:考试)?(?:成绩|分数)(?=[:\ue000将预拟计于])|(?:成绩|分数)(?=公布|发布|查询)"
)
_CERTIFICATE = (
    r"(?<!取得)(?<!获得)(?:领取|发放|邮寄|寄送|寄发|办理|申领|申请|核发|颁发|下载|打印|查询|领|制作|制发|直邮|快递|开放|上线|发)(?:和|并|及|、|打印|下载|查询|申领|本人)*(?:[^,;。\ue000取得考领]{0,16}?)(?:资格|合格|职业|电子|纸质|执业)*证书|(?:资格|合格|职业|电子|纸质|执业)*证书(?:的)?(?:现场|网上|集中|统一|免费|申请|自行|首次|批量|窗口|首批|快递|邮政|EMS|邮件|直邮|预约|在线)*(?:领取|发放|邮寄|寄送|寄发|办理|申领|核发|下载|打印|查询|直邮|快递|寄出|制作|网申|申请|开放)"
    r"|(?:领取|发放|打印|下载)[^,;。\ue000]{0,16}?合格证明|合格证明(?:的)?(?:领取|发放|打印|下载)|领证|发证|取证|(?:证书)?自取(?=时间|[:\ue000])|直邮(?:申请|办理)|申请邮寄(?!发票|票据)|邮寄(?:申请|办理|领取|时间|服务)|(?:现场|窗口|集中|自行|首批|第[一二三]批|自取|补)(?:现场)?(?:领取|领证|发放|办理)|(?:领取|领证|发放)(?=时间|日期)|(?<![历位训业])(?:资格|合格|职业|电子|纸质|执业)?证书[^,;。\ue000取]{0,10}?\ue000[^,;。\ue000]{0,25}?(?:领取|发放|邮寄|寄出|下载|查询|申领|办理|申请|开放|上线|打印)|(?:办证|证书)(?=[:\ue000时])"
)
_TERMS = (
    rf"(?P<neutral>{_NEUTRAL})|(?P<none>{_NONE})|(?P<post>{_POST_REVIEW})|(?P<scores>{_SCORES})|(?P<admit_card>{_ADMIT})|(?P<exam>{_EXAM})"
    rf"|(?P<payment>{_PAYMENT})|(?P<review>{_REVIEW})|(?P<certificate>{_CERTIFICATE})|(?P<registration>{_REGISTRATION})"
)
# Between a word and its date when the word is the date's label.
_FILLER = r"(?:定于|原(?:定|来|先|计划|公布的?)?|安排在|时间段|阶段|期间|已经|如下|申请|汇总|一览表?|的|网上|具体|起止|起始|开始|开放|结束|截止|截至|办理|时间段|时间|日期|期限|时限|安排|日程|统一|均|全部|初步|为|是|:|在|于|定|从|自|由|将|即|\(|\)|\[|\]|\"|“|”|'|\s|预计|预估|暂|拟|大约|约|一般|通常|大概|另|也|则|已|分别|集中|调整|延长|延期|推迟|顺延|至|到|了|工作|受理|开通|启动|开启|关闭|最后|最迟|不晚于|不迟于|规定|截点|应|须|请|同时|暨|-|~|>|→|有效|区间|窗口|系统|入口|通道|公告|通知|信息|和|及|与|、|延续|持续|北京|全国|每|各地?|[二两三四]个环节|考生|本次|地点|计划|公布|发布|查询|打印|下载|举行|进行|设在|设于|统一于|仍|继续|现|不变|另外|其中|第[一二三四1-4]批次?|首批)"
_FILLING = rf"{_FILLER}*+(?:,(?:仍|依旧)?{_FILLER}*+)?"
_JOINED = r"(?:、|及|和|与|并|暨|/|以及|\+|-|\s|(?:开始|启动|开通),|并?(?:及时|完成|进行|办理|同时)|时间|日期|网上|资格|工作|截止|考生|区县|,并)*+"
_EXAM_ALONE = r".{0,24}考试(?:将?在|于)?(?:举行|开考)|(?:.{0,12}(?:职业|执业|专业技术|水平)资格|正式|全国统一|统一|电子化|.{0,6}(?:综合|阶段|理论)|笔试|参加|举行|组织|实施)?(?:考试|机考|笔试)(?:(?:将?在|于)?(?:举行|开始|进行)|实施|日|科目)?"
_QUESTION = (
    r"^(?:问|Q|记者)\d{0,2}[:、.]|什么时候|什么时间|何时|哪[天几]天?|几[月号日]|(?:是|呢|啊|吗)?\?$"
)
# Between two dates of which the second goes on with what the first is about.
_GOES_ON = r"[,、 (\"]{0,3}[自从]?|[,、](?:截止|结束)(?:时间|日期)分别为|[,;、\s]*\d{0,3}[.、\s]*|.{0,4}?(?:延长|延|调整|推迟|顺延|延期|改|变更)(?:到|至|为)|(?:分别|和|及|与|或)+"
_GENERIC = (
    r"(?:具体|统一|集中)?(?:申请)?(?:开放|起止|截止|受理|办理|开始|结束|有效)?(?:时间|日期|期限)"
)


# Whom a sentence is about, with what they have done: 已缴费的考生.
_SUBJECT = r"(?:报考人员|应试人员|参考人员|报名人员|考生|人员|应试者|报考者|申请人|申报人)(?![员的]|名单|缴费|报名)|的(?=,)"
_DONE = r"成功|合格|通过|完成|结束|报名|缴费|交费|审核|核查|审查|复核|打印|领取|参加"
_FURTHEST = 26


def _without_subjects(text: str) -> str:
    """The same length, with whom a sentence is about struck out."""
    pieces, done = [], 0
    for found in compiled(_SUBJECT).finditer(text):
        low = max(done, found.start() - _FURTHEST)
        before = text[low : found.start()]
        cut = max(before.rfind(sign) for sign in ",;:()" + DATE) + 1
        if cut == 0 and low > done:
            continue
        words = before[cut:]
        if words and re.search(_DONE, words) and not re.search(r"时间|日期|[请由]$", words):
            pieces += [text[done : low + cut], "_" * (found.end() - low - cut)]
            done = found.end()
    pieces.append(text[done:])
    return "".join(pieces)


def terms(text: str) -> list[Term]:
    """The words of matters in a skeleton, neutral ones left out."""
    return [
        Term(match.lastgroup or "", match.start(), match.end())
        for match in compiled(_TERMS).finditer(_without_subjects(text))
        if match.lastgroup != "neutral"
    ]


@lru_cache(maxsize=1024)
def label_matters(label: str) -> tuple[str, ...] | None:
    """The matters that a heading or a cell names: None for none at all, () for several apart."""
    label = compiled(_QUESTION).sub("", label).strip(" :[]")
    words = terms(label + ":" + DATE)
    if not words:
        return ("exam",) if compiled(_EXAM_ALONE).fullmatch(label) else None
    first = words[0]
    joined = [first.what]
    for before, term in pairwise(words):
        between = label[before.end : term.start]
        if term.what != before.what and not compiled(_JOINED).fullmatch(between):
            return ("none",) if "none" in (before.what, term.what) else ()
        joined.append(term.what)
    if "none" in joined:
        return ("none",)
    return tuple(dict.fromkeys(joined))


_BRACKETED = r"\([^()\ue000]{1,30}\)(?=[:为])"  # what parts a label from its sign


class Owner(NamedTuple):
    """The matters that a date belongs to by the words of its sentence; `sure` from 1 to 5.

    `start`, `end`: the stretch of the skeleton that says so, the date included. `edge`: what the
    word after the date says happens on it, `ends` or `begins`.
    """

    matters: tuple[str, ...]
    sure: float
    start: int
    end: int
    edge: str = ""


def owners(bones: Skeleton, names: Sequence[tuple[int, int]]) -> list[Owner | None]:
    """Whose each date is; None where no word of its sentence claims it.

    An owner without matters: the words contradict each other. `names`: stretches of exams and
    areas, in order, which part no label from its date.
    """
    brackets = [one.span() for one in compiled(_BRACKETED).finditer(bones.text)]
    text = blanked(bones.text, [*names, *brackets])
    words = terms(text)
    result: list[Owner | None] = []
    shares: list[str] = []
    edge = ""
    at = 0
    for index, place in enumerate(bones.dates):
        low, high = bones.zone(index)
        while at < len(words) and words[at].end <= low:
            at += 1
        upto = at
        while upto < len(words) and words[upto].start < high:
            upto += 1
        near = words[at:upto]
        one = _owner(text, near, place, low, high, result[-1] if result else None)
        if one and one.sure == 4 and _is_part_of_list(text, one, place):
            one = one._replace(matters=())
        if one and one.sure == 4 and len(one.matters) > 1 and "分别" in text[low:place]:
            shares = [*one.matters, ""]
            edge = "ends" if re.search("截止|结束", text[low:place]) else ""
        if one and shares and (shares[0] in one.matters or _goes_on(text[low:place])):
            # 报名、缴费时间分别为※、※; a day more than there are members is nobody's
            one = one._replace(matters=(shares.pop(0),) if shares[0] else (), edge=edge)
        else:
            shares = []
        result.append(one)
    return result


def blanked(text: str, names: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    place = 0
    for start, end in sorted(names):
        if start >= place:
            pieces += text[place:start], " " * (end - start)
            place = end
    pieces.append(text[place:])
    return "".join(pieces)


def _owner(
    text: str, near: list[Term], place: int, low: int, high: int, before: Owner | None
) -> Owner | None:
    for term in near:
        if term.start <= place < term.end and not _has_other_subject(text, near, term):
            edge = "begins" if compiled(_OPENS).search(text, place, term.end) else ""
            return Owner((term.what,), 5, term.start, max(term.end, place + 1), edge)
    right = [
        t for t in near if t.start > place and t.end <= high and not _labels_next(text, t, high)
    ]
    left = [
        t
        for t in near
        if low <= t.start
        and t.end <= place
        and not _is_called(text, t)
        and not (right and low and t.start == low and _parts(text[t.end : place]))
    ]
    by_left = _by_left(text, left, place)
    by_right = _by_right(text, right, place)
    if not left and before and before.sure >= 4 and _goes_on(text[low:place]):
        done_then = by_right and by_right.sure >= 3 and by_right.matters != before.matters
        return by_right if done_then else Owner(before.matters, 4, place, place + 1)
    if (
        by_left
        and by_right
        and (by_left.sure, by_right.sure) == (1.5, 2)
        and set(by_left.matters) != set(by_right.matters)
    ):
        return Owner((), 2, by_left.start, by_right.end)
    if (
        by_left
        and by_right
        and by_left.sure == 4
        and _is_weak_label(text[by_left.start : place], right[0].start == place + 1)
    ):
        return by_right
    candidates = [one for one in (by_left, by_right) if one]
    return max(candidates, key=lambda one: one.sure) if candidates else None


def _is_weak_label(words: str, done_then: bool) -> bool:
    """Whether the words before a date say less of it than those after: 考试※出成绩.

    done_then: whether those follow it at once.
    """
    if words.strip() in ("考试", "笔试", "机考"):
        return True
    return done_then and bool(re.search(r"安排|日程|计划|如下|一览", words))


_OTHER_EVENT = r"(?:仪式|典礼|[大年]会|讲座|论坛|大赛|比赛|活动|沙龙|招聘会)$"


def _has_other_subject(text: str, near: list[Term], term: Term) -> bool:
    """Whether what is held on a day is no exam, but what stands before: 报名工作将于※进行."""
    if term.what != "exam" or not re.match(
        "定于|将于|拟于|安排在", text[term.start : term.start + 3]
    ):
        return False
    if compiled(_OTHER_EVENT).search(text, 0, term.start):
        return True
    subjects = [t for t in near if t.end <= term.start and t.what != "exam"]
    return bool(subjects) and not re.search(r"[,;:()]", text[subjects[-1].end : term.start])


def _is_part_of_list(text: str, one: Owner, place: int) -> bool:
    """Whether days told apart belong to a list of which not every member was understood."""
    members, apart, _ = text[one.start : place].partition("分别")
    if not apart:
        return False
    begun = one.start and text[one.start - 1] in "、和及与/"
    return bool(begun) or len(re.findall("[、和及与/]", members)) != len(one.matters) - 1


def _goes_on(between: str) -> bool:
    return bool(compiled(_GOES_ON).fullmatch(between))


def _parts(between: str) -> bool:
    """Whether a word of the date before it ends there: ※报名、※缴费."""
    return bool(re.fullmatch("[、,;和及](?:于|自|从)?", between))


def _is_called(text: str, term: Term) -> bool:
    """Whether a date stands right before a word with `为` between: ※为网上报名时间."""
    return bool(
        re.search(DATE + r" ?(?:为|是|系|即为)$", text[max(0, term.start - 5) : term.start])
    )


def _labels_next(text: str, term: Term, limit: int) -> bool:
    """Whether a word is the label of the date that follows it."""
    if limit == len(text):
        return False
    if _is_called(text, term):
        return False
    gap = text[term.end : limit]
    return bool(
        re.search(r"时间|日期|截止|:|^[^,]*[为于(]$", gap[:12] if len(gap) > 12 else gap)
    ) and bool(compiled(_FILLING).fullmatch(gap))


def _by_left(text: str, left: list[Term], place: int) -> Owner | None:
    if not left:
        return None
    last = left[-1]
    gap = compiled(r"(?<![\d.])\d{1,3}(?![\d.:])").sub(" ", text[last.end : place])
    joined = [last]
    for term in reversed(left[:-1]):
        between = text[term.end : joined[-1].start]
        if not compiled(_JOINED).fullmatch(between):
            break
        joined.append(term)
    matters = tuple(dict.fromkeys(t.what for t in reversed(joined)))
    if "none" in matters:
        beside = joined[1] if len(joined) > 1 else last
        apart = text[beside.end : last.start] not in ("", "的")
        matters = (last.what if apart else "none",)
    elif len(joined) > 1 and text[joined[1].start : joined[1].end].startswith("补"):
        matters = (last.what,)
    start = joined[-1].start
    if compiled(_FILLING).fullmatch(gap) and (
        "," not in gap
        or re.search(r"时间|日期|截止|:|如下", text[last.start : place])
        or (gap == "," and _stands_alone(text, start, place))
    ):
        ends = re.search(r"截止|结束|终止|关闭|最[迟后晚]", gap)
        return Owner(matters, 4, start, place + 1, "ends" if ends else "")
    if not re.search(r"[,;:()]", gap):
        return Owner(matters, 2.5, start, place + 1)
    begins = re.match(r"(?:[^,;\ue000]{0,8}(?:时间|日期))?:", text[last.end : last.end + 12])
    if re.search(r"(?:推迟|延期|调整|改期?|顺延|延长|变更)(?:至|到|为|于)$", gap):
        return Owner(matters, 4, start, place + 1)
    return Owner(matters, 1.8 if begins and last.start <= 10 else 1.5, start, place + 1)


def _stands_alone(text: str, start: int, place: int) -> bool:
    """Whether a clause holds a label alone, and the next a date alone: 报名,※;缴费,※."""
    return (not start or text[start - 1] in ":;,。 ") and text[place + 1 : place + 2] in ";,。)"


def _by_right(text: str, right: list[Term], place: int) -> Owner | None:
    if not right:
        return None
    first = right[0]
    gap = text[place + 1 : first.start]
    joined = [first]
    for term in right[1:]:
        if not compiled(_JOINED).fullmatch(text[joined[-1].end : term.start]):
            break
        joined.append(term)
    matters = tuple(dict.fromkeys(t.what for t in joined if t.what != "none")) or ("none",)
    if first.what == "none":
        matters = ("none",)
    after = re.match(
        r"(?:工作|系统)?(?:正式|已|将|均)*(?:(截止|结束|关闭|止)|(开始|启动|开通|开放))",
        text[joined[-1].end :][:8],
    )
    edge = "ends" if after and after[1] else ""
    if (after and after[2]) or compiled(_OPENS).search(text, place, first.end):
        edge = "begins"
    if _is_called(text, first):
        return Owner(matters, 4.5, place, joined[-1].end, edge)
    near = not re.search(r"[,;]", re.sub(r"\([^()]{0,60}\)|\"[^\"]{0,20}\"", "", gap))
    if near:
        return Owner(matters, 3, place, joined[-1].end, edge)
    who_or_how = len(gap) <= 3 or re.search(_WHO_OR_HOW, gap)
    return Owner(matters, 2, place, joined[-1].end, edge) if who_or_how else None


_OPENS = r"(?:开通|开启|开放)[^,;。\ue000]{0,6}$"
# In the clauses between a date and what is done on it.
_WHO_OR_HOW = r"登录|登陆|网站|网页|人员|考生|本人|请|可|通过|凭|携带|自行|进入|点击|须|应|年度|考试|开始|均|统一|_"
_BARE = r"\ue000|\([^()]{0,40}\)|[\s:、\-~,/|\[\]*.·]|\d{1,2}:\d\d(?:\s*[-~至到]\s*\d{1,2}:\d\d)?|每[天日]|上午|下午|全天|星期.|周.|具体|时间|日期|期限|截止|起止|开始|结束|开放|为|是|于|自|从|在|至|到|将|定|均|统一|年度?|20\d\d|起|止|预计|拟|暂|大?约|第[一二三四1-4]批次?|首批|工作日"


def is_bare(text: str) -> bool:
    """Whether a skeleton says hardly more than its dates."""
    return len(compiled(_BARE).sub("", text)) <= 1


def has_generic_label(text: str, place: int) -> bool:
    """Whether `时间：` or the like stands before the date, naming no matter."""
    return bool(
        re.search(
            rf"(?:^|[,;。:()\d、.\s]|其){_GENERIC}(?:为|是|:|定于|从|自|在|于|\s)*$",
            text[max(0, place - 24) : place],
        )
    )
