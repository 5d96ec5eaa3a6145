"""Words of an invented city. No place, firm or person here is real."""

from __future__ import annotations

from typing import NamedTuple

CITY = "澄州市"
SHORT_CITY = "澄州"
COURT = "澄州市人民法院"
COURT_CODE = "苏0599"
DOCUMENT_PREFIX = "澄"


class District(NamedTuple):
    """A district: an invented name on a code of the region table, so that codes resolve."""

    name: str
    code: str


DISTRICTS = (
    District("东塘区", "320505"),
    District("芦浦区", "320506"),
    District("石泾区", "320507"),
    District("北栅区", "320508"),
    District("望虞区", "320509"),
)

BRAND_FIRST = tuple("澄沐枫岚霁瑾砚栩昀翊泓沅珩芃苒蘅樾桐椿榆漪湉溯渟皓晟晗昕朔彧")
BRAND_SECOND = tuple("禾屿澜笙桁衍衡祺铭珂玥琮璟垚塬岑峤峦崟川源驰骁骅翎翀羿")

INDUSTRIES = (
    ("新材料", "制造业"),
    ("精密机械", "制造业"),
    ("纺织", "制造业"),
    ("电子科技", "制造业"),
    ("食品", "制造业"),
    ("建筑工程", "建筑业"),
    ("装饰工程", "建筑业"),
    ("市政园林", "建筑业"),
    ("房地产开发", "房地产业"),
    ("置业", "房地产业"),
    ("物流", "交通运输、仓储和邮政业"),
    ("供应链管理", "租赁和商务服务业"),
    ("商贸", "批发和零售业"),
    ("贸易", "批发和零售业"),
    ("信息技术", "信息传输、软件和信息技术服务业"),
    ("软件", "信息传输、软件和信息技术服务业"),
    ("环保科技", "水利、环境和公共设施管理业"),
    ("农业发展", "农、林、牧、渔业"),
    ("餐饮管理", "住宿和餐饮业"),
    ("文化传媒", "文化、体育和娱乐业"),
)
FORMS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司")
SHOPS = ("便利店", "五金店", "面馆", "理发店", "果蔬店", "汽车修理部", "文具店", "服装店")
STREETS = ("澄江路", "望虞路", "芦荡路", "石泾街", "北栅街", "桂塘路", "临湖路", "双桥路")

SURNAMES = tuple("赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章")
GIVEN_FIRST = tuple("澄沐霁砚栩昀泓沅珩芃苒蘅樾榆漪溯渟彧翀岑")
GIVEN_SECOND = tuple("禾屿澜笙桁衍珂玥琮璟垚塬峤峦崟骁翎羿舟弦汀苓")

AGENCIES = (
    "财政局",
    "住房和城乡建设局",
    "城市管理局",
    "交通运输局",
    "水务局",
    "教育局",
    "卫生健康委员会",
    "自然资源和规划局",
    "市场监督管理局",
    "应急管理局",
    "生态环境局",
    "农业农村局",
    "文化广电和旅游局",
    "民政局",
    "人力资源和社会保障局",
    "机关事务管理局",
)
DISTRICT_OFFICES = ("住房和建设局", "城市管理局", "财政局", "人民政府")
INSTITUTIONS = (
    "第一人民医院",
    "中医医院",
    "实验小学",
    "高级中学",
    "图书馆",
    "体育中心",
    "园林管理处",
)
SOCIETIES = ("建筑行业协会", "纺织商会", "物业管理协会", "志愿服务中心", "软件行业协会")
STATE_FIRMS = ("城市建设投资集团有限公司", "交通建设集团有限公司", "水务集团有限公司")

TRADITIONAL = {
    "华": "華",
    "东": "東",
    "业": "業",
    "发": "發",
    "贸": "貿",
    "电": "電",
    "农": "農",
    "软": "軟",
}
"""Characters that some clerks still write in the traditional form."""


class Offence(NamedTuple):
    """Something that a bureau punishes."""

    violation: str
    basis: str
    kinds: tuple[str, ...]


class Bureau(NamedTuple):
    """A punishing authority: its name and the word in its document numbers."""

    name: str
    word: str
    offences: tuple[Offence, ...]


FINE = "罚款"
CONFISCATION = "没收违法所得、没收非法财物"
WITHDRAWAL = "暂扣或者吊销许可证、暂扣或者吊销执照"
WARNING = "警告"

MARKET = Bureau(
    "澄州市市场监督管理局",
    "市监",
    (
        Offence("发布虚假广告", "《中华人民共和国广告法》第五十五条", (FINE,)),
        Offence(
            "销售不符合标准的产品", "《中华人民共和国产品质量法》第四十九条", (CONFISCATION, FINE)
        ),
        Offence("未按规定公示年度报告", "《企业信息公示暂行条例》第十七条", (WARNING,)),
        Offence(
            "经营超过保质期的食品",
            "《中华人民共和国食品安全法》第一百二十四条",
            (CONFISCATION, FINE),
        ),
        Offence("未明码标价", "《中华人民共和国价格法》第四十二条", (FINE,)),
    ),
)
URBAN = Bureau(
    "澄州市城市管理局",
    "城管",
    (
        Offence("擅自占用城市道路", "《城市道路管理条例》第四十二条", (FINE,)),
        Offence("未采取措施控制扬尘", "《中华人民共和国大气污染防治法》第一百一十五条", (FINE,)),
        Offence("随意倾倒建筑垃圾", "《城市建筑垃圾管理规定》第二十五条", (WARNING, FINE)),
        Offence("未取得许可处置建筑垃圾", "《城市建筑垃圾管理规定》第二十五条", (WITHDRAWAL, FINE)),
    ),
)
EMERGENCY = Bureau(
    "澄州市应急管理局",
    "应急",
    (
        Offence(
            "未对从业人员进行安全生产教育和培训", "《中华人民共和国安全生产法》第九十七条", (FINE,)
        ),
        Offence(
            "未在较大危险因素处设置安全警示标志", "《中华人民共和国安全生产法》第九十九条", (FINE,)
        ),
        Offence(
            "未建立事故隐患排查治理制度",
            "《中华人民共和国安全生产法》第一百零一条",
            (WARNING, FINE),
        ),
    ),
)

REFUSAL = "有履行能力而拒不履行生效法律文书确定义务"
"""The situation that keeps a debtor on the list without a term."""

SITUATIONS = (
    REFUSAL,
    "违反财产报告制度",
    "违反限制消费令",
    "以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行",
    "无正当理由拒不履行执行和解协议",
)
