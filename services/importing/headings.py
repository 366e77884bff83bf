"""Which column of a centre's own table is what: by its heading, as centres write it."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from files.invisible import tidy

# The fields of a row, in the order in which a template has them. Beside them a column may be an
# item of the questionnaire (``item:<id>``), or nothing that is read ("").
FIELDS = (
    "name",
    "credit_code",
    "division",
    "district",
    "employees",
    "revenue",
    "assets",
    "questionnaire",
    "consultant",
)
NEEDED = ("name", "division", "district", "employees")
MONEY = ("revenue", "assets")
ITEM = "item:"
PASSED_OVER = ""

# What each field is called in lists of centres, banks and offices, without what ``heading_key``
# takes away. A longer name goes before a shorter one that it holds.
NAMES: Mapping[str, tuple[str, ...]] = {
    "name": (
        "企业名称", "企业全称", "企业", "企业名", "公司名称", "公司全称", "公司", "公司名",
        "单位名称", "单位全称", "单位", "名称", "主体名称", "市场主体名称", "法人单位名称",
        "法人名称", "纳税人名称", "商户名称", "厂名", "name", "company", "companyname",
        "enterprise", "enterprisename", "firm", "firmname", "legalname", "organisation",
        "organization",
    ),
    "credit_code": (
        "统一社会信用代码", "社会信用代码", "统一信用代码", "信用代码", "统一代码", "税号",
        "纳税人识别号", "营业执照号", "uscc", "usci", "creditcode", "unifiedsocialcreditcode",
        "socialcreditcode", "registrationnumber", "taxid",
    ),
    "division": (
        "行业大类", "行业", "所属行业", "行业代码", "行业分类", "行业类别", "行业名称",
        "行业大类代码", "国民经济行业", "国民经济行业代码", "国民经济行业大类",
        "国民经济行业分类", "所属行业大类", "行业小类", "行业中类", "division", "industry",
        "industrycode", "trade", "sector",
    ),
    "district": (
        "区", "市县区", "区县", "县区", "县市区", "区市县", "所在区", "所属区", "所在区县",
        "所属区县", "所在地", "所在地区", "所属地区", "区域", "所属区域", "地区", "属地",
        "辖区", "板块", "所属板块", "行政区", "行政区划", "district", "county", "area", "region",
    ),
    "employees": (
        "从业人员", "从业人数", "从业人员数", "从业人员数量", "从业人员期末人数", "员工数",
        "员工人数", "员工总数", "职工人数", "职工数", "职工总数", "人数", "在职人数", "用工人数",
        "企业人数", "参保人数", "社保人数", "employees", "headcount", "staff",
        "numberofemployees", "workforce",
    ),
    "revenue": (
        "营业收入", "营收", "年营业收入", "主营业务收入", "销售收入", "年销售收入", "销售额",
        "年销售额", "revenue", "turnover", "sales", "operatingrevenue", "annualrevenue",
    ),
    "assets": (
        "资产总额", "总资产", "资产总计", "资产合计", "资产", "assets", "totalassets",
    ),
    "questionnaire": (
        "问卷", "诊断问卷", "问卷名称", "问卷编号", "所用问卷", "使用问卷", "questionnaire",
    ),
    "consultant": (
        "顾问", "诊断顾问", "负责顾问", "服务顾问", "对接顾问", "咨询顾问", "consultant",
        "adviser", "advisor",
    ),
}  # fmt: skip
# Data of a person, of which this product keeps none.
PERSONAL = (
    "联系人", "联系方式", "联系电话", "电话", "手机", "手机号", "邮箱", "法人", "法定代表人",
    "负责人", "身份证", "微信", "contact", "phone", "mobile", "email", "telephone",
)  # fmt: skip
UNITS: Mapping[str, str] = {"亿元": "100m", "万元": "10k", "千元": "1k", "元": "1"}
SHORTEST_PART = 4  # characters of a name that is looked for inside a longer heading

_BRACKETS = re.compile(r"[(\[{〔【<《].*?[)\]}〕】>》]")
_YEAR = re.compile(r"(20\d\d年?度?|上一?年度?|去年|本年度?|年末|期末|最近一年)")
_LEADING = re.compile(r"^\d{1,2}[.、]")
_BESIDE = re.compile(r"[\s*:;,，。：；、·_\-—/\\?？]+")


def heading_key(text: str) -> str:
    """A heading as it is compared: without brackets, years, numbering, marks and capitals."""
    plain = unicodedata.normalize("NFKC", tidy(text)).lower()
    plain = _LEADING.sub("", _YEAR.sub("", _BRACKETS.sub("", plain)).strip())
    return _BESIDE.sub("", plain)


@cache
def _by_key() -> Mapping[str, str]:
    return {heading_key(name): field for field, names in NAMES.items() for name in names}


def field_of(text: str) -> str | None:
    """The field that a heading names; None where it names none for sure."""
    key = heading_key(text)
    if key in _by_key():
        return _by_key()[key]
    if is_personal(text):
        return None
    inside = [name for name in _by_key() if len(name) >= SHORTEST_PART and name in key]
    fields = {_by_key()[name] for name in inside}
    return fields.pop() if len(fields) == 1 else None


def is_personal(text: str) -> bool:
    """Whether the heading is one of data about a person."""
    key = heading_key(text)
    return any(name in key for name in PERSONAL)


def unit_of(text: str) -> str:
    """In which unit of money the heading says its figures are; "" where it does not say."""
    plain = unicodedata.normalize("NFKC", text)
    return next((unit for word, unit in UNITS.items() if word in plain), "")
