# SPDX-License-Identifier: CC0-1.0
"""The Chinese phrases; signs as in english.py. One character is one token."""

ORG_STEMS = ("澜汐 朔岳 禾苓 砚川 沐岚 珂诺 霁辰 璟拓 云岫 棠溪 远麓 北杉 星芒 锦禾 文澜".split(),
             "楚桉 霖毓 岱青 南笙 铭岐 白榆".split())
ORG_ENDS = ["科技", "食品", "物流", "银行", "证券", "集团", "电器", "保险", "航空", "快递", "汽车", "医药",
            "资本", "股份", "科技有限公司", "控股"]
PRODUCTS = ("星芽 青禾 小椰 昆仑 漓江 K7 暖阳Pro 云雀 飞鱼手环 麦浪 雪松 X5 小满 泰山 极光Mini 随心付".split(),
            "青岚 洱海 蜂鸟2 R9 阿福 太湖 蓝鲸卡 山竹Max".split())
PLACES = ("杭州 成都 深圳 上海 北京 武汉 西安 青岛 苏州 长沙 伦敦 柏林 东京 新加坡 越南 浙江 巴西 香港".split(),
          "昆明 哈尔滨 里斯本 合肥 马来西亚 洛阳 云南 高雄 白山 肯尼亚".split())

RULES = {
    "hello": ["你好", "您好", "亲", "客服你好", "在吗", "喂", "早上好"],
    "broken": ["(开不了机|充不进电|连不上网|一直重启|屏幕碎了|漏水|声音很大|用了(两|三|几)次就坏了)"],
    "thing": ["订单", "包裹", "快递", "发票", "退款", "会员"],
    "count": ["两", "三", "五", "十几", "好几"],
    "angry": ["太让人失望了", "气死我了", "这也太慢了", "真是无语", "我要投诉"],
    "please": ["麻烦", "请", "能不能", "可以", "希望"],
    "verb": ["上涨", "下跌", "增长", "下滑", "回落"],
    "percent": ["{small}%", "百分之{small}", "近三成", "一半"],
    "role": ["董事长", "总经理", "首席执行官", "财务总监", "分析师", "发言人", "创始人"],
    "biz": ["净利润", "营收", "营业收入", "利润", "销售额"],
    "said": ["表示", "说", "称", "指出", "透露"],
}

SERVICE = {
    "open": [
        "{hello}，", "{hello}，我是{PER}。", "{hello}，我姓{ZHSUR}，{LOC}的。", "{ORG}客服在吗？",
        "{hello}，我{DATE}买的{PRODUCT}。", "我叫{PER}，{thing}号{digits}。", "{DATE}就留过言了，没人理。",
    ],
    "problem": [
        "{PRODUCT}{broken}。", "我{DATE}买的{PRODUCT}{broken}。", "花了{MONEY}买的{PRODUCT}，{broken}！",
        "{ORG}{DATE}多扣了我{MONEY}。", "{thing}在{LOC}停了{count}天了。", "包裹发到{LOC}去了，我人在{LOC}。",
        "{DATE}下的单，到现在还没从{LOC}发货。", "{PER}说会退我{MONEY}，一直没到账。",
        "为什么{PRODUCT}在{LOC}卖{MONEY}，这里要{MONEY}？", "{ORG}的人把{PRODUCT}拿走了，没还。",
        "我爸{PER}登录不了{PRODUCT}。", "快递是{ORG}送的，签收人写的是{PER}。",
        "升级之后{PRODUCT}{broken}。", "退货{DATE}就寄到{LOC}了，{MONEY}还没退。", "{MONEY}的券用不了。",
    ],
    "detail": [
        "订单号{digits}。", "{angry}！", "{DATE}打过电话，是{PER}接的。", "等了{count}个小时。",
        "以前用{PRODUCT}从来没出过问题。", "朋友{PER}在{LOC}买的就没事。", "付款用的是{ORG}的卡。",
        "{PER}让我找{ORG}，{ORG=}又让我找你们。", "说好{DATE}送到的。", "我{SOON}要去{LOC}出差。",
        "盒子是开着的。", "配件另外收了{MONEY}。", "白等了一天，{angry}。", "我妈用的是{PRODUCT}，也一样。",
    ],
    "ask": [
        "{please}退我{MONEY}。", "{please}{SOON}之前处理一下。", "{please}换一台{PRODUCT=}寄到{LOC}。",
        "什么时候能到{LOC}？", "{please}让{PER}给我回电话。", "不行我就找{ORG}了。", "能换成{PRODUCT}吗，差价{MONEY}我补。",
        "发票开{ORG}，寄{LOC}。", "到底退不退？", "{please}把地址改成{LOC}。",
    ],
    "close": ["谢谢。", "{PER}", "等你们回复，{PER}。", "{LOC}，{PER}", "谢谢{PER}！"],
    "agent_open": ["{PER}您好，我是{ORG}客服{PER}。", "{ZHSUR}先生您好！", "{ZHSUR}女士，让您久等了。", "感谢您联系{ORG}。"],
    "agent": [
        "{MONEY}已于{DATE}退回您的{ORG}账户。", "{PRODUCT}{DATE}从{LOC}仓库发出。", "同事{PER}{SOON}联系您。",
        "{PRODUCT}{SOON}才有货。", "在{LOC}由{ORG}负责售后。", "可以补偿您{MONEY}，或者送一个{PRODUCT}。",
        "请把{PRODUCT}寄到{LOC}，收件人{PER}。", "活动{DATE}已经结束，差价{MONEY}退不了。", "一般{count}个工作日到账。",
    ],
    "agent_close": ["祝您生活愉快，{ORG=}。", "客服{PER}", "还有什么可以帮您？"],
}

NEWS = {
    "lead": [
        "{ORG}{DATE}宣布以{MONEY}收购{ORG}。", "{DATE}，{ORG}股价{verb}{percent}。", "{ORG}任命{PER}为{role}。",
        "{ORG}{role}{PER}{DATE}辞职。", "{LOC}监管部门对{ORG}罚款{MONEY}。",
        "{ORG}在{LOC}发布新品{PRODUCT}，售价{MONEY}。",
        "{ORG}{DATE}公布财报，{biz}为{MONEY}，同比{verb}{percent}。", "总部位于{LOC}的{ORG}完成{MONEY}融资。",
        "{ORG}召回{PRODUCT}。", "{LOC}至{LOC}的出口{DATE}{verb}{percent}。", "{PER}离开{ORG}，加入{ORG}。",
        "受{PRODUCT}带动，{ORG}{biz}{verb}。", "{ORG}起诉{ORG}，索赔{MONEY}。", "{LOC}{DATE}发行{MONEY}债券。",
        "{ORG}将于{SOON}关闭{LOC}工厂。",
    ],
    "body": [
        "{PER}{said}，{LOC}仍是最重要的市场。", "“{quote}，”{ORG=}{role}{PER}{said}。",
        "{ORG}分析师{PER}{said}，{quote}。",
        "此前市场预期为{MONEY}。", "其对手{ORG}同期{verb}{percent}。", "{ORG=}在{LOC}有{digits}名员工。",
        "公司由{PER}于{YEAR}在{LOC}创立。", "{PRODUCT}{DATE}共售出{digits}台。", "{PER}持有{ORG=}{percent}的股份。",
        "生产将从{LOC}迁往{LOC}。", "{DATE}，{PER}在{LOC}会见了{ORG}的代表。", "{ORG}和{ORG}均未回应。",
        "相比之下，{DATE}为{MONEY}。", "其中{MONEY}用于{PRODUCT}。", "交易预计{SOON}完成。",
        "{ORG}把目标价从{MONEY}下调到{MONEY}。", "{PER}将获得{MONEY}补偿。", "{LOC}市场占{biz}的{percent}。",
        "有消息称{ORG=}可能把{PRODUCT}卖给{ORG}。", "接任者{PER}来自{ORG}。",
    ],
}
RULES["quote"] = ["往后会更难", "我们对{PRODUCT}有信心", "董事会行动太晚", "{LOC}需求正在恢复",
                  "还要再投{MONEY}", "没有退出{LOC}的计划", "价格可能继续走高"]
